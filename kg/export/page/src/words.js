// What the page says, in two languages; names of types and codes come from the schema in the data.

const WORDS = {
  zh: {
    search: "搜索名称、别名或拼音首字母", results: "搜索结果", nothing: "没有找到", skip: "跳到内容",
    graph: "图谱", table: "表格", chart: "图表", text: "原文", overview: "概览", details: "详情",
    light: "浅色", dark: "深色", language: "English", theme: "切换深浅色", fit: "显示全图",
    zoom_in: "放大", zoom_out: "缩小", undo: "撤销移动", legend: "图例", relations: "关系",
    filters: "筛选", add_filter: "添加筛选", clear: "清除", remove: "移除", close: "关闭", back: "后退", forward: "前进",
    promises: "{y}年的主要目标", outcomes_now: "{y}年的主要成效", promised: "{y}年的目标实现了吗", connected: "关联最多的项目", dropped: "不再提及",
    dropped_targets: "上年目标，本报告未说明结果：", dropped_projects: "上年提及的项目，此后未再出现：",
    no_promises: "没有读到核心指标的目标。", 
    one_report: "{r}只有这一份报告，没有上一年的报告可以对照。", no_report_before: "这里没有{r}{y}年的报告，无法对照。", no_pairs: "{r}{y}年的目标，没有可与本报告对照的。",
    all_table: "在表格中查看全部", sentences: "出处", sentence_count: "{n} 处",
    open_text: "在原文中查看", open_graph: "在图谱中查看", cite: "复制引文", cited: "已复制", report_name: "{r}{y}年政府工作报告", comma: "，", cited_as: "（{c}）", opening: "开篇",
    neighbourhood: "周围", depth: "{n} 度", everything: "全部", path_from: "查找路径…", path_hint: "请选择路径的另一端", path: "路径", no_path: "两者之间没有路径",
    previous: "上一处", next: "下一处", aliases: "又称", type: "类型", subtype: "子类", relation: "关系", year: "报告年份", for_year: "年份", place: "地点", section: "章节",
    status: "状态", stage: "阶段", verdict: "结论", basis: "依据", probability: "概率不低于", common: "贯穿全篇", open: "展开", shut: "收起",
    targets: "目标与成效", ledger: "台账", projects: "项目", agencies: "机构", places: "地点", residue: "未用的数字", csv: "下载 CSV", rows: "{n} 行", filter_rows: "在表中查找",
    indicator: "指标", value: "数值", op: "比较", period: "期间", subject: "主体", sentence: "原文", target_sentence: "目标原文", outcome_sentence: "成效原文", report: "报告", name: "名称", reached: "已到阶段", aimed: "计划阶段",
    first: "首次", last: "最近", count: "提及", target: "目标", outcome: "成效", gap: "差额", reason: "原因", words: "文字", links: "联系", kind: "类别",
    series: "指标历年的目标与成效", stages: "各章节项目的进展", operators: "目标的措辞", chart_empty: "没有可画的数据。", no_stage: "未述进展",
    save: "保存", png: "图片 PNG", svg: "图片 SVG", print: "打印", share: "复制链接", shared: "链接已复制", years: "年份", all_years: "全部年份",
    shown: "显示 {n} / {m}", things: "{n} 项", shown_shut: "{n} 项，收在 {g} 个方框里", places_more: "{p}等 {n} 地", and_place: "、", contents: "目录", residue_mark: "未用的数字：", help: "快捷键：/ 搜索，Esc 关闭，F 全图，G T C R 切换视图",
    attributes: "属性", choose: "选择…", more: "另有 {n} 条",
    inferred: "推定", rule: "规则", map: "关系图", map_keys: "方向键移动地图，回车选中最近的节点或展开方框；选中后方向键走到相邻节点，Shift 加方向键仍移动地图，Esc 取消选择", scope_place: "适用于",
    "residue.name": "名称中的数字", "residue.date": "日期", "residue.list_mark": "序号", "residue.slogan": "口号", "residue.ordinal": "次序", "residue.article": "量词",
    "residue.document_number": "文号", "residue.unlinked": "未能归属", "residue.unexplained": "原因不明",
    count_projects: "{n} 个项目", count_targets: "{n} 个目标", count_outcomes: "{n} 项成效", added: "新增", other_figures: "小点：同年的其他数值",
    ledger_note: "目标与下一年报告所述结果的对照。“已报告”：口径不同，不作评判；“未提及”：下一年报告没有说到，不等于没有完成；“待核对”：这里没有下一年的报告。",
    map_hint_shut: "点击方框放大或展开，点击名称看详情；滚轮缩放，拖动平移", map_hint_open: "圆环为目标，实心为成效；连线为目标与其结果：绿为完成，红为未完成", trimmed: "报告较多：本页只含最近的 {n} 份，共 {m} 份；其余见表格、RDF 等文件。",
  },
  en: {
    search: "Search names, aliases, pinyin initials", results: "Results", nothing: "Nothing found", skip: "Skip to content",
    graph: "Graph", table: "Tables", chart: "Charts", text: "Text", overview: "Overview", details: "Details",
    light: "Light", dark: "Dark", language: "中文", theme: "Light or dark", fit: "Show all",
    zoom_in: "Zoom in", zoom_out: "Zoom out", undo: "Undo move", legend: "Legend", relations: "Relations",
    filters: "Filters", add_filter: "Add filter", clear: "Clear", remove: "Remove", close: "Close", back: "Back", forward: "Forward",
    promises: "Headline targets for {y}", outcomes_now: "Headline outcomes of {y}", promised: "What became of the targets for {y}", connected: "Most connected projects", dropped: "No longer mentioned",
    dropped_targets: "Targets of the year before without a word on their outcome:", dropped_projects: "Projects of the year before, not heard of since:",
    no_promises: "No target of a core indicator was read.", 
    one_report: "This is the only report of {r} here: there is none of the year before to compare with.", no_report_before: "The report of {r} for {y} is not here, so nothing can be compared.", no_pairs: "No target of {r} for {y} could be compared with this report.",
    all_table: "See all in the table", sentences: "Evidence", sentence_count: "Evidence: {n}",
    open_text: "Show in text", open_graph: "Show in graph", cite: "Copy citation", cited: "Copied", report_name: "{r} {y} work report", comma: ", ", cited_as: " ({c})", opening: "Opening",
    neighbourhood: "Around it", depth: "Depth {n}", everything: "All", path_from: "Find a path…", path_hint: "Choose the other end of the path", path: "Path", no_path: "There is no path between the two",
    previous: "Previous", next: "Next", aliases: "Also called", type: "Type", subtype: "Subtype", relation: "Relation", year: "Report year", for_year: "Year", place: "Place", section: "Section",
    status: "Status", stage: "Stage", verdict: "Verdict", basis: "Basis", probability: "Probability at least", common: "Throughout", open: "Open", shut: "Close",
    targets: "Targets and outcomes", ledger: "Ledger", projects: "Projects", agencies: "Agencies", places: "Places", residue: "Unused numbers", csv: "Download CSV", rows: "{n} row{s}", filter_rows: "Filter rows",
    indicator: "Indicator", value: "Value", op: "Operator", period: "Period", subject: "Subject", sentence: "Sentence", target_sentence: "Target as written", outcome_sentence: "Outcome as written", report: "Report", name: "Name", reached: "Reached", aimed: "Aimed at",
    first: "First", last: "Last", count: "Mentions", target: "Target", outcome: "Outcome", gap: "Gap", reason: "Reason", words: "Words", links: "Links", kind: "Kind",
    series: "Targets and outcomes of an indicator over the years", stages: "Progress of projects by section", operators: "How targets are worded", chart_empty: "There is nothing to draw.", no_stage: "no stage said",
    save: "Save", png: "Image (PNG)", svg: "Image (SVG)", print: "Print", share: "Copy link", shared: "Link copied", years: "Years", all_years: "All years",
    shown: "{n} of {m} shown", things: "{n} item{s}", shown_shut: "{n} item{s} in {g} boxes", places_more: "{p} and others ({n} places)", and_place: ", ", contents: "Contents", residue_mark: "Unused number: ", help: "Keys: / search, Esc close, F show all, G T C R switch views",
    attributes: "Attributes", choose: "Choose…", more: "{n} more",
    inferred: "inferred", rule: "Rule", map: "Network", map_keys: "Arrow keys move the map, Enter selects the nearest node or opens the box in the middle; from a node arrow keys go to its neighbours, Shift with an arrow still moves the map, Escape deselects", scope_place: "Scope",
    "residue.name": "in a name", "residue.date": "date", "residue.list_mark": "list mark", "residue.slogan": "slogan", "residue.ordinal": "ordinal", "residue.article": "article",
    "residue.document_number": "document number", "residue.unlinked": "not tied to anything", "residue.unexplained": "unexplained",
    count_projects: "{n} project{s}", count_targets: "{n} target{s}", count_outcomes: "{n} outcome{s}", added: "added", other_figures: "Small dots: other figures of the same year",
    ledger_note: "Targets beside what the next year's report says. Reported: not measured alike, so not judged. Not reported: the next report is silent, which does not mean missed. Pending: the next report is not here.",
    map_hint_shut: "Click a box to come nearer or open it, a name for its details; scroll to zoom, drag to move", map_hint_open: "Rings are targets, filled dots outcomes; a line joins a target and its outcome: green met, red missed", trimmed: "A large build: this page holds the latest {n} of {m} reports; the rest is in the tables, the RDF and the other files.",
  },
};

const UNITS = {
  percent: ["%", "%"], percentage_point: ["百分点", "points"], yuan: ["元", "yuan"], usd: ["美元", "US dollars"], person: ["人", "people"], person_time: ["人次", "visits"], household: ["户", "households"],
  kilometre: ["公里", "km"], square_metre: ["平方米", "m²"], cubic_metre: ["立方米", "m³"], mu: ["亩", "mu"], tonne: ["吨", "t"], tonne_coal: ["吨标准煤", "t coal"], kilowatt: ["千瓦", "kW"], kilowatt_hour: ["千瓦时", "kWh"],
  microgram_per_cubic_metre: ["微克/立方米", "µg/m³"], times: ["倍", "times"], day: ["天", "days"], year: ["年", "years"], teu: ["标箱", "TEU"], item: ["", ""],
};

/** The name of a unit; one that is not listed goes by its id, and without a name in Chinese. */
export function unitName(unit, language) {
  const found = UNITS[unit];
  if (found) return found[language === "zh" ? 0 : 1];
  return language === "zh" ? "" : unit.replaceAll("_", " ");
}

const SIZES = {
  zh: [[1e12, "万亿"], [1e8, "亿"], [1e4, "万"]],
  en: [[1e12, "tn"], [1e9, "bn"], [1e6, "m"], [1e3, "k"]],
};

/** Write a number shortly, in the powers that the language counts in. */
export function short(value, language) {
  const [size, sign] = SIZES[language].find(([limit]) => Math.abs(value) >= limit) ?? [1, ""];
  return `${Number((value / size).toPrecision(4))}${sign}`;
}

/** Return the function that gives a word in a language, with `{name}` filled in, and `{s}` where there is not one `n`. */
export function speak(language) {
  const table = WORDS[language];
  return (key, values = {}) => {
    const text = table[key];
    if (text === undefined) throw new Error(`no word for ${key}`);
    return text.replace(/\{(\w+)\}/g, (_, name) => (name === "s" ? (values.n === 1 ? "" : "s") : String(values[name])));
  };
}

/** The keys of a language's words, for the test that both have the same. */
export function keys(language) {
  return Object.keys(WORDS[language]);
}

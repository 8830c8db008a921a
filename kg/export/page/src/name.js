// Names of types, codes and properties in the reader's language, from the schema in the data.

import { speak } from "./words.js";

/** Return the functions that name things in a language. */
export function makeNames(schema, language) {
  const side = language === "zh" ? 0 : 1;
  const words = speak(language);
  const code = (list, id) => (id === undefined || id === null ? "" : schema.codes[list]?.[id]?.[side] ?? String(id));
  return {
    language,
    words,
    code,
    type: (type) => schema.types[type][language],
    edge: (type) => schema.edges[type][side],
    subtype: (type, id) => (id ? schema.types[type].subtypes[id]?.[side] ?? id : ""),
    property: (type, key) => schema.types[type].props[key]?.[side] ?? key,
    value: (type, key, value) => {
      const range = schema.types[type].props[key]?.[2];
      if (range in schema.codes) return code(range, value);
      if (key === "subtype") return schema.types[type].subtypes[value]?.[side] ?? value;
      if (Array.isArray(value)) return value.join("、");
      if (typeof value === "boolean") return { zh: ["否", "是"], en: ["no", "yes"] }[language][Number(value)];
      return String(value);
    },
    choice: (model, dim, value) => {
      if (dim === "type") return schema.types[value]?.[language] ?? value;
      if (dim === "subtype") {
        const [type, id] = value.split(":");
        return schema.types[type]?.subtypes[id]?.[side] ?? value;
      }
      if (dim === "relation") return schema.edges[value]?.[side] ?? value;
      if (dim === "section") return model.groups[value] ? model.groupTitle(Number(value), words) : value;
      if (dim === "place") return model.index.has(value) ? model.nodes[model.index.get(value)].label : value;
      const lists = { op: "Operator", status: "Status", stage: "Stage", verdict: "Verdict", basis: "Basis" };
      return dim in lists ? code(lists[dim], value) : value;
    },
  };
}

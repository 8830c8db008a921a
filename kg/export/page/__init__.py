"""The explorer page: what goes into it (`data`), where it stands (`layout`), the network that pyvis
makes of it (`network`), and how scripts and styles come into one file (`bundle`). `src` holds the
page's own JavaScript and CSS. Writing files is the business of `kg.export.html`."""

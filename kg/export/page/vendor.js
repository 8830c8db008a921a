// What is bundled for large graphs, under the global name SigmaKit.
export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";

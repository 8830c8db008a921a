// Shapes of nodes that are no discs.

/** Corners of the shapes that are no discs, for a radius of one. */
export const OUTLINES = {
  Report: [[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
  Agency: [[-0.85, -0.85], [0.85, -0.85], [0.85, 0.85], [-0.85, 0.85]],
  Indicator: [[0, -1.1], [1.1, 0], [0, 1.1], [-1.1, 0]],
  Place: [[0, -1.1], [1, 0.8], [-1, 0.8]],
};

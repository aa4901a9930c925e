/** The window of a browser test: that of a person at a desk. A test that takes another one gets this one back after it. */

export const desk = { width: 1280, height: 800 } as const;

/** Measures texts without drawing them. */

/** Returns what measures a text in the letters of an element, in pixels. */
export function textRuler(element: Element): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => 8 * text.length;
  context.font = getComputedStyle(element).font;
  return (text) => context.measureText(text).width;
}

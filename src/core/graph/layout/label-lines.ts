/**
 * Breaks the name of a node into lines that fit below its shape: after a sign such as `/` or `-`, or before a capital
 * letter, and only else within a word. What is longer than the lines loses its middle, because an ARN tells at its end.
 */

/** Returns the width of a text in pixels, in the font of the labels. */
export type TextWidth = (text: string) => number;

export interface LabelRoom {
  readonly width: number;
  readonly lines: number;
}

export function labelLines(label: string, room: LabelRoom, textWidth: TextWidth): readonly string[] {
  const lines = (text: string) => broken(text, room.width, textWidth);
  return lines(longest(label, 0, (text) => lines(text).length <= room.lines));
}

/** Returns the longest form of a label that is not wider than that, in one line, without its middle where it must be. */
export const clippedLabel = (label: string, width: number, textWidth: TextWidth): string =>
  longest(label, 2, (text) => textWidth(text) <= width);

/** Returns the longest form that fits, with at least so many letters. What is shorter fits sooner: half is skipped at each try. */
function longest(label: string, fewest: number, fits: (text: string) => boolean): string {
  if (fits(label)) return label;
  let [least, most] = [fewest, label.length - 1];
  while (least < most) {
    const kept = Math.ceil((least + most) / 2);
    if (fits(shortened(label, kept))) least = kept;
    else most = kept - 1;
  }
  return shortened(label, least);
}

const shortened = (label: string, kept: number): string => {
  const end = Math.floor(kept * 0.4);
  return `${label.slice(0, kept - end)}…${end > 0 ? label.slice(-end) : ''}`;
};

/** Returns the lines that a label needs in that width. */
export const lineCount = (label: string, width: number, textWidth: TextWidth): number =>
  textWidth(label) <= width ? 1 : broken(label, width, textWidth).length;

/** Returns the width of the longest piece of a label that no line ends within. */
const longestWord = (label: string, textWidth: TextWidth): number =>
  Math.max(0, ...parts(label).map((part) => textWidth(part.trimEnd())));

/** A name with a word that is wider than its column loses its middle. No line ends within a word. */
export const linesOf = (label: string, room: LabelRoom, textWidth: TextWidth): readonly string[] =>
  longestWord(label, textWidth) > room.width
    ? [clippedLabel(label, room.width, textWidth)]
    : labelLines(label, room, textWidth);

/**
 * Returns the least width (pixels at 12 px) in which every text has at most so many lines and no word is broken, and for
 * which `hasRoom` holds. In the width of the longest text it holds.
 */
export function narrowest(
  texts: readonly string[],
  lines: number,
  textWidth: TextWidth,
  hasRoom: (width: number) => boolean = () => true,
): number {
  const whole = Math.max(0, ...texts.map(textWidth));
  if (lines === 1) return whole;
  const longest = texts.filter((text) => textWidth(text) > whole / lines / 2);
  let [least, most] = [Math.max(0, ...longest.map((text) => longestWord(text, textWidth))), whole];
  const fits = (width: number) =>
    longest.every((text) => lineCount(text, width, textWidth) <= lines) && hasRoom(width);
  while (most - least > 2) {
    const middle = (least + most) / 2;
    if (fits(middle)) most = middle;
    else least = middle;
  }
  return most;
}

/** No line ends at a non-breaking space (U+00A0). */
const parts = (label: string): string[] => label.replace(/[ /:._@-]+|[a-z0-9](?=[A-Z])/g, '$&\n').split('\n');

function broken(label: string, width: number, textWidth: TextWidth): string[] {
  const lines: string[] = [];
  let line = '';
  const end = () => {
    if (line.trim() !== '') lines.push(line.trim());
    line = '';
  };
  for (const part of parts(label)) {
    if (textWidth((line + part).trimEnd()) > width) end();
    for (const letter of textWidth(part.trimEnd()) > width ? part : [part]) {
      if (textWidth((line + letter).trimEnd()) > width) end();
      line += letter;
    }
  }
  end();
  return lines;
}

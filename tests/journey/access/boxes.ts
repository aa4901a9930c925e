/**
 * Measures a page as it is painted: what a finger can hit, how large fields are, which texts leave their box. Each
 * measurement returns a line with a name for each offender, so that a failing test says what to mend.
 */

import type { Locator, Page } from 'playwright-core';
import { overflow, painted } from './axe.ts';

interface Ruler {
  readonly smallTargets: () => string[];
  readonly smallFields: () => string[];
  readonly smallTexts: () => string[];
  readonly textFaults: () => string[];
  readonly roomFaults: () => string[];
  /** Says what is wrong with one thing that a finger is about to press or to fill. */
  readonly pressFaults: (element: Element) => string[];
}

/** Runs in the page, so it must not use anything from outside of itself. */
function installRuler(): void {
  const finger = 44;
  const shown = (element: Element) =>
    element.checkVisibility({
      contentVisibilityAuto: true,
      opacityProperty: true,
      visibilityProperty: true,
    }) &&
    element.getClientRects().length > 0 &&
    !element.closest('.visually-hidden') &&
    // Column heads of stacked rows, and a name that the row before has, are there for screen readers.
    (element.closest('thead, .repeated, nav button:not([aria-current]) .name')?.getBoundingClientRect()
      .width ?? 2) > 1;

  const nameOf = (element: Element) => {
    const words = (element.getAttribute('aria-label') ?? element.textContent).trim();
    const classes = [...element.classList].filter((name) => !name.startsWith('svelte-'));
    return `${[element.localName, ...classes].join('.')} “${words.replaceAll(/\s+/g, ' ').slice(0, 40)}”`;
  };

  const reaches = (element: Element, x: number, y: number) => {
    const hit = document.elementFromPoint(x, y);
    return hit !== null && (element.contains(hit) || (hit.closest('label')?.contains(element) ?? false));
  };

  /** A link in a sentence may be as small as its words (WCAG 2.5.8). */
  const inSentence = (element: Element) =>
    getComputedStyle(element).display.startsWith('inline') &&
    !element.closest('nav, th') &&
    [...(element.parentElement?.childNodes ?? [])].some(
      (node) => node.nodeType === Node.TEXT_NODE && /\p{L}{2,}/u.test(node.textContent ?? ''),
    );

  /** The link of a card may lie over the whole card. */
  const stretched = (element: Element) => {
    const { content, position, inset } = getComputedStyle(element, '::after');
    const covers = content !== 'none' && position === 'absolute' && inset === '0px';
    return covers && element instanceof HTMLElement ? element.offsetParent : null;
  };

  const boxOf = (element: Element) =>
    (element.closest('label') ?? stretched(element) ?? element).getBoundingClientRect();

  /** A small thing is large enough when a tap beside it reaches it. */
  const isLargeEnough = (element: Element, least = finger) => {
    const isLarge = ({ width, height }: DOMRect) => [width >= least - 0.5, height >= least - 0.5];
    if (isLarge(boxOf(element)).every(Boolean)) return true;
    element.scrollIntoView({ block: 'center', inline: 'nearest' });
    const box = boxOf(element);
    const [x, y, far] = [box.x + box.width / 2, box.y + box.height / 2, least / 2 - 1];
    const [isWide, isTall] = isLarge(box);
    return (
      (isWide || (reaches(element, x - far, y) && reaches(element, x + far, y))) &&
      (isTall || (reaches(element, x, y - far) && reaches(element, x, y + far)))
    );
  };

  const smallTargets = () => {
    const roles = ['option', 'treeitem', 'slider', 'tab', 'menuitem'].map((role) => `[role="${role}"]`);
    const kinds = [
      'a[href]',
      'button',
      'input:not([type="file"])',
      'select',
      'textarea',
      'summary',
      ...roles,
    ];
    return [...document.querySelectorAll(kinds.join())]
      .filter((element) => shown(element) && !inSentence(element) && !isLargeEnough(element))
      .map((element) => {
        const { width, height } = boxOf(element);
        return `small target: ${nameOf(element)}, ${Math.round(width)} × ${Math.round(height)}`;
      });
  };

  const untyped = ['checkbox', 'radio', 'range', 'file'].map((type) => `[type="${type}"]`).join();
  const typed = `input:not(${untyped}), select, textarea, .cm-content`;
  const smallFieldsOf = (fields: Iterable<Element>) =>
    [...fields]
      .filter((field) => shown(field) && Number.parseFloat(getComputedStyle(field).fontSize) < 16)
      .map((field) => `iOS zooms into: ${nameOf(field)}, ${getComputedStyle(field).fontSize}`);
  const smallFields = () => smallFieldsOf(document.querySelectorAll(typed));

  /** Texts that the last row of a class cannot read: code may have 22 px, which shows a policy's lines whole, drawings 18 px. */
  const smallTexts = () => {
    const found = new Set<string>();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || !/\S/.test(node.textContent ?? '')) continue;
      if (element.closest('script, style, option') || !shown(element)) continue;
      const least = element.closest('svg') ? 18 : element.closest('.json, .cm-editor') ? 22 : 24;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (size < least) found.add(`${size} px: ${nameOf(element)}`);
    }
    return [...found];
  };

  const ancestors = (element: Element): Element[] => {
    const list: Element[] = [];
    for (let one: Element | null = element; one && one !== document.body; one = one.parentElement)
      list.push(one);
    return list;
  };

  const textFaults = () => {
    const found = new Set<string>();
    const painted: { element: Element; box: DOMRect }[] = [];

    /** Keeps what each element does to the texts in it: nothing moves while the page is measured. */
    const frames = new Map<Element, ReturnType<typeof frameOf>>();
    const frameOf = (around: Element) => {
      const { overflowX, overflowY, textOverflow, position } = getComputedStyle(around);
      return {
        isOpen: overflowX === 'visible' && overflowY === 'visible',
        scrolls: /auto|scroll/.test(overflowX + overflowY),
        isTold: around.closest('[title]') !== null,
        box: around.getBoundingClientRect(),
        ...{ textOverflow, position },
      };
    };
    const known = (around: Element) => {
      const frame = frames.get(around) ?? frameOf(around);
      frames.set(around, frame);
      return frame;
    };

    /** Returns the part of a line of text that its frames let through, and notes those that cut it. */
    const seen = (element: Element, line: DOMRect): DOMRect | undefined => {
      let box = line;
      for (const around of ancestors(element)) {
        const { isOpen, scrolls, isTold, box: frame, textOverflow, position } = known(around);
        if (!isOpen) {
          if (!scrolls && (box.right > frame.right + 1.5 || box.left < frame.left - 1.5)) {
            if (textOverflow !== 'ellipsis') found.add(`cut: ${nameOf(element)} by ${nameOf(around)}`);
            else if (!isTold && !known(element).isTold)
              found.add(`ends in … without a title: ${nameOf(element)}`);
          }
          if (!scrolls && (box.bottom > frame.bottom + 3 || box.top < frame.top - 3))
            found.add(`cut above or below: ${nameOf(element)} by ${nameOf(around)}`);
          const [left, top] = [Math.max(box.left, frame.left), Math.max(box.top, frame.top)];
          const [right, bottom] = [Math.min(box.right, frame.right), Math.min(box.bottom, frame.bottom)];
          if (right - left < 1 || bottom - top < 1) return undefined;
          box = new DOMRect(left, top, right - left, bottom - top);
        }
        if (position === 'fixed') break;
      }
      return box;
    };

    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const outside = 'script, style, svg, option, textarea, .cm-editor, [aria-hidden="true"]';
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || !/\S/.test(node.textContent ?? '') || element.closest(outside) || !shown(element))
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const line of range.getClientRects()) {
        const box = line.width < 1 ? undefined : seen(element, line);
        if (box) painted.push({ element, box });
        if (box && (box.right > innerWidth + 1 || box.left < -1))
          found.add(`cut by the window: ${nameOf(element)}`);
      }
      const { overflowX, display } = getComputedStyle(element);
      const over = element.scrollWidth - element.clientWidth;
      if (element.clientWidth > 0 && over > 1 && overflowX === 'visible' && display !== 'inline')
        found.add(`leaves its box: ${nameOf(element)} by ${over} px`);
    }

    const floats = (element: Element) =>
      ancestors(element).some((one) => /fixed|sticky/.test(known(one).position));
    const still = painted.filter(({ element }) => !floats(element)).sort((a, b) => a.box.top - b.box.top);
    for (const [at, { element, box }] of still.entries()) {
      for (const other of still.slice(at + 1)) {
        if (other.box.top > box.bottom - 3) break;
        const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const tall = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (other.element !== element && wide > 2 && tall > 4)
          found.add(`lies on another: ${nameOf(element)} and ${nameOf(other.element)}`);
      }
    }
    return [...found];
  };

  /** An id breaks where the line ends: it is no word, and has no better place. */
  const isId = (word: string) => /^[A-Z\d]{10,}$|^[\da-f]{8,}$|^\d+$/.test(word);
  const mayBreak = (before: string, after: string) => /\p{Ll}\p{Lu}|\p{L}\d|\d\p{L}/u.test(before + after);

  /** Returns the halves of each word of a text that goes on in the next line, but for a hump (`ReadOnly`). */
  const brokenWords = (node: Text) => {
    const range = document.createRange();
    const topOf = (at: number) => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().top;
    };
    return [...node.data.matchAll(/[\p{L}\d]{2,}/gu)].flatMap(({ 0: word, index }) => {
      if (isId(word) || topOf(index + word.length - 1) - topOf(index) < 4) return [];
      const at = [...word].findIndex((_, place) => place > 0 && topOf(index + place) - topOf(index) > 4);
      const halves = [word.slice(0, at), word.slice(at)] as const;
      return mayBreak(halves[0].at(-1) ?? '', halves[1][0] ?? '') ? [] : [halves.join('/')];
    });
  };

  const controls =
    'button, a.button, select, input, .menu, .search, .combobox, [role="search"], [data-tool], .filter';

  /** Only controls are in it, and no words beside them: a toolbar, whatever its role is. */
  const isControl = (element: Element) => {
    if (element.matches(controls)) return true;
    const rest = element.cloneNode(true) as Element;
    for (const control of rest.querySelectorAll(controls)) control.remove();
    return element.querySelector(controls) !== null && rest.textContent.trim() === '';
  };

  /** True in the head of a page or a card, in a toolbar, and where something is sought or chosen from. */
  const isOfTools = (row: Element) =>
    row.matches('[role="toolbar"], [role="group"]') ||
    row.closest('header') !== null ||
    row.querySelector('select, .search, .combobox') !== null;

  /** Returns the rows of tools whose tools stand on several lines: of pages, lists, editors and the graph. */
  const linesOfTools = () =>
    [...document.querySelectorAll('main *')].flatMap((row) => {
      const { display, flexDirection } = getComputedStyle(row);
      if (!display.endsWith('flex') || flexDirection !== 'row' || !shown(row)) return [];
      if (row.closest('[popover], .actions, fieldset, nav, ul') || row.matches('form') || !isOfTools(row))
        return [];
      const inside = [...row.children].filter((child) => shown(child) && child.clientWidth > 1);
      if (inside.length < 2 || !inside.every(isControl)) return [];
      const boxes = inside.map((child) => child.getBoundingClientRect());
      const lines =
        Math.max(...boxes.map(({ top }) => top)) > Math.min(...boxes.map(({ bottom }) => bottom)) - 4;
      return lines ? [`tools on several lines: ${nameOf(row)}`] : [];
    });

  const roomFaults = () => {
    const found: string[] = [];
    const place = document.querySelector('main .place')?.getBoundingClientRect();
    if (place && place.width < innerWidth / 2)
      found.push(`the place has ${Math.round(place.width)} of ${innerWidth} px`);
    const outside = 'script, style, svg, option, textarea, pre, .json, .cm-editor, [aria-hidden="true"]';
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!(node instanceof Text) || !element || !/\S/.test(node.data)) continue;
      if (element.closest(outside) || !shown(element)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const lines = [...range.getClientRects()].filter(({ width }) => width > 1);
      if (lines.length > 1)
        found.push(...brokenWords(node).map((halves) => `broken: ${halves} in ${nameOf(element)}`));
    }
    for (const table of document.querySelectorAll('table')) {
      const frame = table.closest('.card, .scroll, dialog')?.getBoundingClientRect();
      const over = frame ? table.getBoundingClientRect().right - frame.right : 0;
      const scrolls = ancestors(table).some((one) => /auto|scroll/.test(getComputedStyle(one).overflowX));
      if (shown(table) && over > 1 && !scrolls)
        found.push(`leaves its card: ${nameOf(table)} by ${Math.round(over)} px`);
    }
    return [...new Set([...found, ...linesOfTools()])];
  };

  /** A person scrolls until they see it. In an editor higher than the window they press what they see of it. */
  const pressFaults = (element: Element) => {
    const seen = () => {
      const box = boxOf(element);
      const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
      return { box, x: box.x + box.width / 2, y: (top + bottom) / 2 };
    };
    const isHit = ({ x, y }: { x: number; y: number }) =>
      reaches(element, x, y) || stretched(element)?.contains(document.elementFromPoint(x, y)) === true;
    if (!isHit(seen())) element.scrollIntoView({ block: 'center', inline: 'nearest' });
    const { box } = seen();
    const least = element.matches('.primary') ? finger : 24;
    const name = nameOf(element);
    const found: string[] = [];
    if (!inSentence(element) && !isLargeEnough(element, least))
      found.push(`small: ${name}, ${Math.round(box.width)} × ${Math.round(box.height)}`);
    if (box.left < -0.5 || box.right > innerWidth + 0.5) found.push(`partly outside of the window: ${name}`);
    const over = document.documentElement.scrollWidth - innerWidth;
    if (over > 0) found.push(`scrolls sideways by ${over} px: at ${name}`);
    const { x, y } = seen();
    if (!isHit({ x, y })) {
      const cover = document.elementFromPoint(x, y);
      found.push(`covered: ${name} by ${cover ? nameOf(cover) : 'nothing'}`);
    }
    return [...found, ...smallFieldsOf(element.matches(typed) ? [element] : [])];
  };

  Object.assign(globalThis, {
    ruler: { smallTargets, smallFields, smallTexts, textFaults, roomFaults, pressFaults } satisfies Ruler,
  });
}

/** Makes the page one of a phone: a finger is its only pointer. */
export async function becomePhone(page: Page, width: number): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setTouchEmulationEnabled', { enabled: true, maxTouchPoints: 5 });
  await page.setViewportSize({ width, height: 844 });
  await page.waitForFunction((wide) => matchMedia('(pointer: coarse)').matches && innerWidth === wide, width);
}

/** Brings the measurements into the page. Call it once for each page that is loaded. */
export const bringRuler = (page: Page): Promise<void> => page.evaluate(installRuler);

const measure = (page: Page, what: readonly Exclude<keyof Ruler, 'pressFaults'>[]): Promise<string[]> =>
  page.evaluate(
    (names) => names.flatMap((name) => (globalThis as unknown as { ruler: Ruler }).ruler[name]()),
    what,
  );

/** Returns what a finger cannot hit, the fields into which iOS zooms, and the texts that leave their box. */
export const faultsOnPhone = (page: Page): Promise<string[]> =>
  measure(page, ['smallTargets', 'smallFields', 'textFaults']);

/**
 * Returns what is wrong with a thing that a finger is about to press or to fill: too small, outside of the window, covered,
 * or a field into which iOS zooms. A page that is still moving is measured again once it was painted.
 */
export async function pressFaultsOf(target: Locator): Promise<string[]> {
  const once = () =>
    target.evaluate((element) => (globalThis as unknown as { ruler: Ruler }).ruler.pressFaults(element));
  let found = await once();
  for (let frame = 0; frame < 60 && found.length > 0; frame++) {
    await painted(target.page());
    found = await once();
  }
  return found;
}

/** The laptop of most people, the next, a projector, a page at 200 % zoom, and a phone. */
const sizes = [
  [1366, 768],
  [1280, 800],
  [1024, 768],
  [720, 450],
  [390, 844],
] as const;

/**
 * Returns what does not fit at each of the sizes that people have: texts that are cut, leave their box or lie on another,
 * broken words, tables outside of their card, tools on several lines, a place with less than half of the window, and a page that scrolls sideways.
 */
export async function sizeFaults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await painted(page);
    const over = await overflow(page);
    const faults = [
      ...(await measure(page, ['textFaults', 'roomFaults'])),
      ...(over > 0 ? [`scrolls sideways by ${over} px`] : []),
    ];
    found.push(...faults.map((fault) => `${width}: ${fault}`));
  }
  return found;
}

/** Returns the texts that a class cannot read from the last row, and those that are cut, leave their box or lie on another. */
export const faultsOnProjector = (page: Page): Promise<string[]> =>
  measure(page, ['smallTexts', 'textFaults']);

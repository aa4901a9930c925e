/**
 * The behaviour of a combobox: the typed text, the matching options, the active and the chosen one. There may
 * be thousands of options. They are read only while the list is open, and at most `shown` are drawn.
 */

import type { KindOfThing } from '../data/kinds.ts';

export interface Option {
  readonly value: string;
  readonly label: string;
  readonly kind?: KindOfThing;
  /** Small print beside the label. */
  readonly detail?: string;
  /** A second line, which is read only when the option is drawn. */
  readonly about?: string;
}

export interface ComboboxInput {
  readonly value: () => string;
  readonly options: () => readonly Option[];
  readonly choose: (value: string) => void;
  /** True when any text may be chosen, not only what is listed. */
  readonly free: () => boolean;
  readonly text: (value: string) => string;
  readonly opened?: () => void;
  /** Makes an option of a text that no option is called: the last one of the list. */
  readonly offer?: (typed: string) => Option | undefined;
}

const shown = 60;

/** Returns options whose label starts with the text, then whose label contains it, then whose value does. @internal */
export function matchingOptions(options: readonly Option[], text: string): readonly Option[] {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return options;
  const ranks: Option[][] = [[], [], []];
  for (const option of options) {
    const label = option.label.toLowerCase();
    const rank = label.startsWith(wanted) ? 0 : label.includes(wanted) ? 1 : 2;
    if (rank < 2 || option.value.toLowerCase().includes(wanted)) ranks[rank]?.push(option);
  }
  return ranks.flat();
}

export class ComboboxState {
  readonly #input: ComboboxInput;
  open = $state(false);
  /** The text typed since the list opened. `undefined` when there is none, so that everything is listed. */
  typed = $state<string | undefined>();
  active = $state(0);
  /** True once the arrows moved to an option: then the option counts, not the text. */
  #moved = false;

  constructor(input: ComboboxInput) {
    this.#input = input;
  }

  readonly text = $derived.by(() => this.typed ?? this.#label());
  readonly #matches = $derived.by(() =>
    this.open ? matchingOptions(this.#input.options(), this.typed ?? '') : [],
  );
  readonly #offered = $derived.by(() => {
    const typed = this.typed?.trim();
    if (!typed || this.#matches.some(({ label }) => label.toLowerCase() === typed.toLowerCase())) return [];
    return this.#input.offer?.(typed) ?? [];
  });
  readonly visible = $derived(this.#matches.slice(0, shown).concat(this.#offered));
  readonly hidden = $derived(Math.max(0, this.#matches.length - shown));
  /** True when the typed text may be chosen as it is. */
  readonly takesText = $derived.by(
    () =>
      this.#input.free() &&
      !!this.typed?.trim() &&
      !this.visible.some(({ value, label }) => value === this.typed || label === this.typed),
  );

  #label(): string {
    return this.#input.text(this.#input.value());
  }

  show(): void {
    if (this.open) return;
    this.open = true;
    this.#input.opened?.();
    this.typed = undefined;
    const current = this.visible.findIndex(({ value }) => value === this.#input.value());
    this.active = Math.max(0, current);
  }

  type(text: string): void {
    if (!this.open) this.#input.opened?.();
    this.open = true;
    this.typed = text;
    this.active = 0;
    this.#moved = false;
  }

  move(step: number): void {
    if (!this.open) return this.show();
    this.#moved = true;
    const count = this.visible.length;
    if (count > 0) this.active = (this.active + step + count) % count;
  }

  choose(option: Option): void {
    this.#close();
    if (option.value !== this.#input.value()) this.#input.choose(option.value);
  }

  /** Chooses the active option, or the text when any text may be chosen. Called on Enter and on leaving. */
  commit(leaving = false): void {
    if (!this.open) return;
    const typed = this.typed?.trim();
    const exact = this.#matches.find(({ value, label }) => value === typed || label === typed);
    const active = this.visible[this.active];
    if (this.#moved && active && !leaving) this.choose(active);
    else if (exact) this.choose(exact);
    else if (typed && this.#input.free() && (leaving || !active)) this.choose({ value: typed, label: typed });
    else if (!leaving && active) this.choose(active);
    else this.#close();
  }

  cancel(): void {
    this.#close();
  }

  #close(): void {
    this.open = false;
    this.typed = undefined;
    this.#moved = false;
  }
}

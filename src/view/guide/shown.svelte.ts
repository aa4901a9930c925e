/**
 * Shows the guide or the level of the open account beside the place, or as one line above it. Until the person chooses,
 * it is open when there is something to do and room for it. It is one line when there are only notes, or when Ask leads
 * from question to question. How wide it is, a person drags; this browser remembers it.
 */

import { untrack } from 'svelte';
import { presenting } from '../../app/presenter/presenting.svelte.ts';
import { type ScenarioGuide, guideChoice, keepGuideChoice, shownGuide } from '../../app/guide/guide.ts';
import { route } from '../../app/navigation/routes.svelte.ts';
import type { Session } from '../../app/session/session.svelte.ts';
import { memoBy } from '../../core/model/memo.ts';
import { rememberInBrowser, rememberedInBrowser } from '../../platform/browser-memory.ts';
import { WindowWidth } from '../ui/style/window-width.svelte.ts';

/** Pixels. A place keeps at least half of the window, whatever was chosen in a wider one. */
export const panelWidths = { least: 240, first: 344, most: 520 } as const;

/** Places that are about no account, or about all of them. */
export const withoutGuide: readonly string[] = ['learn', 'workspaces'];

class GuideView {
  readonly #session: Session;
  #chosen = $state(guideChoice());
  /** Ends on screen: of the scenario, of its level. */
  #ends = $state(0);
  #width = $state(rememberedWidth());
  /** The window has room for a panel and a place beside each other. */
  readonly #isWide = new WindowWidth(981);

  constructor(session: Session) {
    this.#session = session;
  }

  /** The guide of the account on screen, where this place shows one. */
  get shown(): ScenarioGuide | undefined {
    const session = this.#session;
    if (session.status !== 'ready' || withoutGuide.includes(route.current.place)) return undefined;
    const guide = shownGuide(session);
    const { purpose = '', notes = [], goals = [], questions = [], steps = [] } = guide ?? {};
    const lines = notes.length + goals.length + questions.length + steps.length;
    return purpose !== '' || lines > 0 ? guide : undefined;
  }

  isOpen({ start, goals = [], questions, steps }: ScenarioGuide): boolean {
    const led = (start?.next.length ?? 0) > 0;
    return this.#chosen ?? (goals.length + questions.length + steps.length > 0 && this.hasRoom && !led);
  }

  /** There is room for the panel beside the place. */
  get hasRoom(): boolean {
    return this.#isWide.holds && !presenting.isOn;
  }

  get isBeside(): boolean {
    const guide = this.shown;
    return guide !== undefined && this.hasRoom && this.isOpen(guide);
  }

  /** The scenario that leads from question to question, before anything was done in it. */
  get isFirstScreen(): boolean {
    const led = (this.shown?.start?.next.length ?? 0) > 0;
    return led && !this.isChosen && this.#session.history.entries.length === 0 && !presenting.isOn;
  }

  /** An end is on screen: its button leads on, so no other one on screen is the primary one. */
  get hasEnd(): boolean {
    return this.#ends > 0;
  }

  /** Call it in an effect of the end; the returned function says that it left the screen. */
  showEnd(): () => void {
    untrack(() => (this.#ends += 1));
    return () => (this.#ends -= 1);
  }

  get isChosen(): boolean {
    return this.#chosen !== undefined;
  }

  /** Pixels. */
  get width(): number {
    return this.#width;
  }

  set width(pixels: number) {
    this.#width = within(pixels);
    rememberInBrowser('panel-width', String(this.#width));
  }

  choose(open: boolean): void {
    this.#chosen = open;
    keepGuideChoice(open);
  }
}

const within = (pixels: number): number =>
  Math.round(Math.min(panelWidths.most, Math.max(panelWidths.least, pixels)));

function rememberedWidth(): number {
  const pixels = Number(rememberedInBrowser('panel-width') ?? Number.NaN);
  return Number.isFinite(pixels) ? within(pixels) : panelWidths.first;
}

export const guideViewOf = memoBy((session: Session) => new GuideView(session));

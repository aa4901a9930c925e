/** The class that the student at this browser joined, and their work in it. Loaded when somebody asks. */

import type { ClassPlan } from '../../learn/class/read.ts';
import {
  type LevelResult,
  type ClassWork,
  type ClassMembership,
  joinedFile,
  mergedJoined,
  notJoined,
  readJoined,
} from '../../learn/class/joined.ts';
import { foldedName, variantOf } from '../../learn/class/student.ts';
import { type WorkRound, newWork, noted, withClassAnswer, withGuess } from '../../learn/class/work.ts';
import { wallIso } from '../../platform/clock.ts';
import { BrowserSetting, type SettingKind, type SettingMeans } from '../session/browser-setting.svelte.ts';
import { joinedKey } from './keys.ts';
import { defined } from '../../core/model/defined.ts';

export const joinedKind: SettingKind<ClassMembership> = {
  key: joinedKey,
  none: notJoined,
  read: readJoined,
  file: joinedFile,
  merged: mergedJoined,
  problem: (why) => ({
    code: 'classes-unreadable',
    title: 'Your class cannot be read',
    detail: `The page says: ${why}. It stays stored as it is. Your work in a class stays in this tab only.`,
  }),
  refused: (why) => ({
    code: 'class-refused',
    title: 'The change of your class is not made',
    detail: `The page says: ${why}. Your work stays as it was.`,
  }),
};

export class JoinedClass extends BrowserSetting<ClassMembership> {
  /** A class that waits for the student to leave the one that is joined. */
  offered = $state.raw<ClassPlan | undefined>(undefined);

  constructor(means: SettingMeans) {
    super(joinedKind, means);
  }

  get work(): ClassWork | undefined {
    return this.current.work;
  }

  /** The variant of the student; `undefined` before a name is typed. */
  get variant(): string | undefined {
    const { work } = this;
    return work?.student === undefined ? undefined : variantOf(work.plan, work.student);
  }

  /** Joins a class that a link, a file or the page brought. Another one with work in it is not replaced unasked. */
  async open(plan: ClassPlan): Promise<void> {
    const { work } = await this.latest();
    if (work?.plan.id === plan.id) this.offered = undefined;
    else if (work?.student === undefined) await this.join(plan);
    else this.offered = plan;
  }

  /** Takes the place of the class that is joined, if any. Returns what was there, for `putBack`. */
  join(plan: ClassPlan): Promise<ClassMembership> {
    this.offered = undefined;
    return this.#replace({ at: wallIso(), work: newWork(plan) });
  }

  leave(): Promise<ClassMembership> {
    return this.#replace({ at: wallIso() });
  }

  putBack({ work }: ClassMembership): Promise<ClassMembership> {
    return this.#replace({ at: wallIso(), ...defined({ work }) });
  }

  /** Returns what was stored just before, by another tab too. */
  async #replace(next: ClassMembership): Promise<ClassMembership> {
    let before = this.current;
    await this.change((held) => {
      before = held;
      return next;
    });
    return before;
  }

  /** Takes what a backup holds, and says in one sentence what became of it. Work in another class here stays. */
  async gainOf(backup: ClassMembership): Promise<string> {
    const { work } = backup;
    if (!work) return 'No class in it is new.';
    const { work: before } = await this.latest();
    await this.change((held) => withBackup(held, work));
    if (before?.student === undefined) return `You are in the class “${work.plan.title}” again.`;
    if (keyOf(before) === keyOf(work)) return `What it holds of your class “${work.plan.title}” is added.`;
    return `Its class “${work.plan.title}” is left out: leave “${before.plan.title}” first, then restore it again.`;
  }

  /** `name` is clean. The work begins with it, unless another tab began it, or joined another class, meanwhile. */
  name(name: string): Promise<void> {
    const at = wallIso();
    const id = this.work?.plan.id;
    return this.change((held) => {
      const { work } = held;
      const waits = work?.plan.id === id && work?.student === undefined;
      return work && waits ? { at, work: newWork(work.plan, name) } : held;
    });
  }

  /** Notes what was done in a level. Another variant than the student's own changes nothing. */
  note(level: string, variant: string | undefined, part: Partial<LevelResult>): Promise<void> {
    if (variant === undefined || variant !== this.variant) return Promise.resolve();
    return this.#work((work) => noted(work, level, part));
  }

  guess(level: string, variant: string | undefined, at: number, right: boolean): Promise<void> {
    if (variant === undefined || variant !== this.variant) return Promise.resolve();
    return this.#work((work) => withGuess(work, level, at, right));
  }

  answer(round: WorkRound, at: number, right: boolean): Promise<void> {
    return this.#work((work) => withClassAnswer(work, round, at, right));
  }

  #work(change: (work: ClassWork) => ClassWork): Promise<void> {
    const mine = keyOf(this.work);
    return this.change((held) =>
      held.work && keyOf(held.work) === mine ? { ...held, work: change(held.work) } : held,
    );
  }
}

/** Whoever typed no name yet has no work to lose. */
function withBackup(held: ClassMembership, work: ClassWork): ClassMembership {
  if (held.work?.student === undefined) return { at: wallIso(), work };
  return keyOf(held.work) === keyOf(work) ? mergedJoined(held, { at: held.at, work }) : held;
}

const keyOf = (work: ClassWork | undefined): string | undefined =>
  work?.student === undefined ? undefined : `${work.plan.id} ${foldedName(work.student)}`;

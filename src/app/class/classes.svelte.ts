/** The classes of the teacher who works in this browser, with the codes that came back. Loaded when somebody asks. */

import type { ClassPlan } from '../../learn/class/read.ts';
import {
  type HeldClass,
  type HeldClasses,
  heldFile,
  mergedHeld,
  readHeld,
  withCodes,
} from '../../learn/class/held.ts';
import { cleanText } from '../../learn/class/student.ts';
import { BrowserSetting, type SettingKind, type SettingMeans } from '../session/browser-setting.svelte.ts';
import { classesKey } from './keys.ts';

export const classesKind: SettingKind<HeldClasses> = {
  key: classesKey,
  none: [],
  read: readHeld,
  file: heldFile,
  merged: mergedHeld,
  problem: (why) => ({
    code: 'classes-unreadable',
    title: 'Your classes cannot be read',
    detail: `The page says: ${why}. They stay stored as they are. New classes and codes stay in this tab only.`,
  }),
  refused: (why) => ({
    code: 'class-refused',
    title: 'The change of your classes is not made',
    detail: `The page says: ${why}. All classes stay as they were.`,
  }),
};

export class Classes extends BrowserSetting<HeldClasses> {
  constructor(means: SettingMeans) {
    super(classesKind, means);
  }

  find(id: string): HeldClass | undefined {
    return this.current.find(({ plan }) => plan.id === id);
  }

  /** Adds what is not there yet, also a class that was deleted. What is there keeps its title and its key. */
  add(...classes: readonly HeldClass[]): Promise<void> {
    return this.change((held) => mergedHeld(held, classes));
  }

  async gainOf(classes: HeldClasses): Promise<string> {
    const before = await this.latest();
    const codesIn = (held: HeldClasses) => held.reduce((sum, { codes }) => sum + codes.length, 0);
    await this.add(...classes);
    const made = this.current.length - before.length;
    const came = codesIn(this.current) - codesIn(before);
    if (made > 0) return made === 1 ? '1 class is new.' : `${made} classes are new.`;
    if (came > 0) return came === 1 ? '1 result of a class is new.' : `${came} results of classes are new.`;
    return 'No class in it is new.';
  }

  rename(id: string, title: string): Promise<void> {
    const named = (plan: ClassPlan) => (plan.id === id ? { ...plan, title: cleanText(title) } : plan);
    return this.change((held) => held.map((one) => ({ ...one, plan: named(one.plan) })));
  }

  addCodes(id: string, codes: readonly string[]): Promise<void> {
    return this.change((held) => held.map((one) => (one.plan.id === id ? withCodes(one, codes) : one)));
  }

  remove(id: string): Promise<void> {
    return this.change((held) => held.filter(({ plan }) => plan.id !== id));
  }
}

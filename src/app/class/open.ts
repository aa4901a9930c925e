/** Opens a class that came as a link, as a file or inside the page: the student joins it, and sees it. */

import { type ClassPlan, classPlan } from '../../learn/class/read.ts';
import { decodeClassLink } from '../../learn/class/link.ts';
import { go } from '../navigation/routes.svelte.ts';
import { carriedProblem, scenarioProblem } from '../problems/problem.ts';
import type { Session } from '../session/session.svelte.ts';
import { firstExample } from '../share/load-scenario.ts';
import { readFileJson } from '../workspaces/file-json.ts';

export async function openClassLink(session: Session, fragment: string): Promise<boolean> {
  const plan = decodeClassLink(fragment);
  if (!plan.ok) {
    session.problems.show(scenarioProblem('This link', plan.error.message));
    return false;
  }
  return join(session, plan.value);
}

export async function openClassText(session: Session, name: string, text: string): Promise<boolean> {
  const plan = readFileJson(text, classPlan);
  if (!plan.ok) {
    session.problems.show(scenarioProblem(name, plan.error));
    return false;
  }
  return join(session, plan.value);
}

/**
 * Opens the class inside the page. Whoever works in it already stays at the place that the address asked for; an address
 * that asked for none (`bare`) opens the class, not the place of the last visit.
 */
export async function openCarriedClass(session: Session, text: string, bare: boolean): Promise<void> {
  const plan = readFileJson(text, classPlan);
  if (!plan.ok) return session.problems.show(carriedProblem(plan.error));
  const joined = await session.joined();
  const { work } = await joined.latest();
  if (work?.plan.id === plan.value.id && work.student !== undefined && !bare) return;
  await join(session, plan.value);
}

async function join(session: Session, plan: ClassPlan): Promise<true> {
  const joined = await session.joined();
  await joined.open(plan);
  // A level is played beside other work; without any workspace the page shows no place but their list.
  if (session.status === 'empty') await session.workspaces.createFromExample(firstExample);
  go('learn', ['class', 'join'], {}, { replace: true });
  return true;
}

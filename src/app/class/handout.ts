/** Gives a class to students: as a link with its QR code, as a file, or as the page with the class inside. */

import { messageOfThrown } from '../../core/model/thrown.ts';
import { type ClassPlan, writePlan } from '../../learn/class/read.ts';
import { encodeClassLink } from '../../learn/class/link.ts';
import { onePageFile, withCarried } from '../../platform/own-page.ts';
import { type QrPath, qrPath } from '../../share/link/qr.ts';
import { carriers } from '../../share/scenario/share.ts';
import { takingProblem } from '../problems/problem.ts';
import type { Session } from '../session/session.svelte.ts';
import { addressForOthers } from '../share/address.ts';
import type { Shared } from '../share/offer.ts';
import { fileName } from '../workspaces/file-name.ts';

export interface Handout {
  readonly link: string;
  /** The fragment alone: a code to paste into another copy of the page. */
  readonly code: string;
  /** Absent where the link is too long for a phone to read. */
  readonly qr: QrPath | undefined;
  readonly carriers: Shared['carriers'];
  /** The address of the page leads nowhere on another computer. */
  readonly isOnlyHere: boolean;
}

export function handoutOf(plan: ClassPlan): Handout {
  const code = encodeClassLink(plan);
  const link = `${location.href.replace(/#.*$/s, '')}${code}`;
  return {
    link,
    code,
    qr: qrPath(link),
    carriers: carriers.map(({ name, limit }) => ({ name, limit, fits: link.length <= limit })),
    isOnlyHere: addressForOthers(location) === '',
  };
}

export const classFile = (plan: ClassPlan): { readonly name: string; readonly text: string } => ({
  name: `${nameOf(plan)}.json`,
  text: writePlan(plan),
});

/** `class-roles-on-monday`; a title that says "class" itself does not say it twice. */
function nameOf({ title }: ClassPlan): string {
  const name = fileName(title);
  return /^class(?:-|$)/.test(name) ? name : `class-${name}`;
}

/** Returns the page with the class inside, in pieces, and nothing of the teacher. A failure is shown as a problem. */
export async function classPage(
  session: Session,
  plan: ClassPlan,
): Promise<{ readonly name: string; readonly parts: string[] } | undefined> {
  try {
    const parts = withCarried(await onePageFile(), [writePlan(plan)]);
    return { name: `iam-playground-${nameOf(plan)}.html`, parts };
  } catch (error) {
    session.problems.show(takingProblem(messageOfThrown(error)));
    return undefined;
  }
}

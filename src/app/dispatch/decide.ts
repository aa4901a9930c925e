/** Decides a question in the world on screen. Apart from Session, so that the first script has no engine. */

import { type Question, authorize } from '../../core/authz/authorize.ts';
import type { Decision } from '../../core/authz/decision.ts';
import type { Session } from '../session/session.svelte.ts';

export const decide = (session: Session, question: Question): Decision =>
  authorize(session.state.world, question, session.env);

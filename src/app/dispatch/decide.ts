/**
 * Decides a question in the world on screen. It stands apart from Session, so that the engine comes with the
 * places that ask it and not with the page's first script.
 */

import { type Question, authorize } from '../../core/authz/authorize.ts';
import type { Decision } from '../../core/authz/decision.ts';
import type { Session } from '../session/session.svelte.ts';

export const decide = (session: Session, question: Question): Decision =>
  authorize(session.state.world, question, session.env);

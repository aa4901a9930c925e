/** Reads a pasted refusal of AWS: finds the question in it, and notes what could not be understood. */

import type { Session } from '../../../../app/session/session.svelte.ts';
import { arnName } from '../../../../core/model/arn.ts';
import {
  type RefusalText,
  parseDecodedMessage,
  parseRefusal,
} from '../../../../core/query/ask/refusal-text.ts';
import {
  type NotFound,
  type RefusedQuestion,
  notFoundIn,
  questionOfRefusal,
} from '../../../../core/query/ask/refused-question.ts';

export interface PastedRefusal {
  readonly question: Partial<RefusedQuestion>;
  /** The reason that AWS gave, in its words. */
  readonly reason?: string;
  /** Sentences about what this account lacks, and what could not be read. */
  readonly notes: readonly string[];
}

/** Returns `undefined` when the text is no refusal of AWS. This account opens a sealed message. */
export function readPasted(session: Session, text: string): PastedRefusal | undefined {
  const found = parseRefusal(text);
  if (!found) return undefined;
  const { refusal, note } = opened(session, found);
  const { world } = session.state;
  const question = withAction(session, questionOfRefusal(world, refusal, session.account), refusal);
  const missing = notFoundIn(world, question).map(sentence);
  const silent = question.action === undefined ? [] : unsaid(question, refusal);
  return {
    question,
    ...(refusal.reason === undefined ? {} : { reason: refusal.reason }),
    notes: [...(note ? [note] : []), ...missing, ...silent],
  };
}

function opened(session: Session, found: RefusalText): { refusal: RefusalText; note?: string } {
  if (found.encoded === undefined) return { refusal: found };
  const outcome = session.read('DecodeAuthorizationMessage', { EncodedMessage: found.encoded }, 'sts');
  if (!outcome) return { refusal: found };
  if (!outcome.ok) {
    const foreign = outcome.error.code === 'InvalidAuthorizationMessageException';
    return {
      refusal: found,
      note: foreign
        ? 'The encoded part was not made by this account: only the account that refused can open it (aws sts decode-authorization-message).'
        : `The encoded part stays closed: ${outcome.error.message}`,
    };
  }
  const decoded = parseDecodedMessage(String(outcome.response['DecodedMessage']));
  return decoded
    ? { refusal: { ...found, ...decoded, ...(found.reason ? { reason: found.reason } : {}) } }
    : { refusal: found };
}

/** Fills in the action when AWS named only the call and exactly one action has that name. */
function withAction(
  { catalogue }: Session,
  question: Partial<RefusedQuestion>,
  { operation }: RefusalText,
): Partial<RefusedQuestion> {
  if (question.action !== undefined || operation === undefined) return question;
  const named = catalogue.actionNames.filter((name) => name.endsWith(`:${operation}`));
  const [only] = named;
  return only === undefined || named.length > 1 ? question : { ...question, action: only };
}

function sentence(missing: NotFound): string {
  switch (missing.part) {
    case 'principal-account':
      return `Account ${missing.id} of the caller is not in this workspace: what its policies say is not known here.`;
    case 'resource-account':
      return `Account ${missing.id} of the resource is not in this workspace: its resource policy is not known here.`;
    case 'principal':
      return `There is no ${arnName(missing.arn)} in this workspace: the caller is taken as given.`;
    case 'resource':
      return `The resource ${arnName(missing.arn)} is not in this workspace: it is taken as given, without a policy of its own.`;
  }
}

const unsaid = ({ principal }: Partial<RefusedQuestion>, { resource }: RefusalText): string[] => [
  ...(principal === undefined ? ['The text does not say who was refused: choose it in the question.'] : []),
  ...(resource === undefined ? ['The text names no resource: the question is about everything (*).'] : []),
];

/** The small parts that all sections of a scenario file are made of. */

import * as v from 'valibot';
import { anyObject, choice, mapOf, members, optional, list } from '#core/model/schema/members.ts';
import { items, matching, type Stated, text, textOrTexts } from '#core/model/schema/words.ts';

/** Says for people, in the published schema, what a member is for. */
export const about = <const S extends v.GenericSchema>(schema: S, what: string) =>
  v.pipe(schema, v.description(what)) as unknown as S;

export const accountId = matching(/^\d{12}$/, 'an account id of 12 digits');
export const name = matching(/^[\w+=,.@-]{1,128}$/, 'a name of letters, digits and `+=,.@_-`');
export const path = about(matching(/^\/(?:[!-~]*\/)?$/, 'a path like `/` or `/staff/`'), 'Default: `/`');
export const arn = matching(/^arn:[^:]+:[^:]+:[^:]*:[^:]*:[\s\S]+$/, 'an ARN');
export const date = about(
  matching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/, 'a date like `2026-01-31T12:00:00Z`'),
  'ISO 8601 in UTC seconds',
);

/** Address on the page, beginning with its hash. */
export const place = about(
  matching(/^#\/[^\s"'<>\\]{1,2000}$/, 'an address like `#/graph`'),
  'Address on the page: `#/graph`',
);

/** A policy document as an object, or its JSON text exactly as the editor shows it. */
export const document = about(
  choice([anyObject, v.string('an object')], (value) => (typeof value === 'string' ? 1 : 0)),
  'A policy document, or its JSON text where the exact spelling matters',
);
export type ScenarioDocument = Stated<typeof document>;

export const tags = items(members({ key: text, value: text }));

export const question = members({
  principal: about(text, 'ARN; of a role: a session of it'),
  action: about(text, '`s3:GetObject`'),
  resource: about(text, 'ARN, or `*` where the action takes no resource'),
  context: optional(about(mapOf(textOrTexts), 'Context keys; a list is a multivalued key')),
});
export interface ScenarioQuestion extends Stated<typeof question> {}

export const texts = list(text);

/** A list that is left out of what is read when it is empty. */
export const some = <const S extends v.GenericSchema>(item: S) =>
  optional(
    v.pipe(
      list(item),
      v.transform((value) => (value.length > 0 ? value : undefined)),
    ) as unknown as v.ArraySchema<S, string>,
  );

/**
 * A class as the fragment of a link: `#c1.…` (share/link/packed.ts). It is never sent to a server. Codecs are one letter
 * each:
 *
 * `d`: the file of the class, minified, deflated with `classDictionary1`
 *
 * INVARIANT: codecs are FROZEN with all they need, because a link of today must open in every later version (the tests
 * have a golden link). A better codec gets a new letter.
 */

import type { Result } from '../../core/model/result.ts';
import {
  deflated,
  fragmentOf,
  type LinkFormat,
  type LinkProblem,
  packedIn,
  refuseLink,
  unknownCodec,
  valueIn,
} from '../../share/link/packed.ts';
import { pathText } from '../../core/model/schema/fault.ts';
import { type ClassPlan, planFile, readPlan } from './read.ts';
import { dictionary1 } from '../../share/link/dictionary.ts';

/**
 * Texts that classes have in common. Deflate refers to them instead of writing them out, so that the link of a class is
 * short enough for a QR code.
 *
 * INVARIANT: FROZEN. A link can only be read with the dictionary that it was made with. A better one becomes a new codec.
 * Ids of later levels and questions are written out.
 */
const classDictionary1 = [
  dictionary1,
  '"own":[{"format":"iam-playground/scenario","questions":[',
  '"arcade/implicit-deny","arcade/user-policy","arcade/group-allows","arcade/two-groups","arcade/deny-wins",',
  '"arcade/action-wildcard","arcade/letter-case","arcade/bucket-and-objects","arcade/default-version","arcade/not-action",',
  '"arcade/deny-not-action","arcade/not-resource","arcade/variable","arcade/resource-wildcard","arcade/deny-one-folder",',
  '"arcade/source-address","arcade/date-window","arcade/missing-key","arcade/if-exists","arcade/mfa",',
  '"arcade/string-like","arcade/two-conditions","arcade/any-all-values","arcade/tags-decide","arcade/request-tags",',
  '"arcade/boundary","arcade/boundary-and-resource","arcade/session-policy","arcade/role-not-own-rights","arcade/scp",',
  '"arcade/scp-management","arcade/scp-every-level","arcade/scp-root-user","arcade/rcp","arcade/resource-policy",',
  '"arcade/resource-deny","arcade/across-accounts","arcade/for-everyone","arcade/service-source","arcade/key-policy",',
  '"arcade/root-locked-out","arcade/trust-names-user","arcade/trust-names-account","arcade/external-id","arcade/pass-role",',
  '"arcade/role-chain","arcade/attack-self","arcade/attack-other","arcade/attack-service","arcade/defence-self",',
  '"arcade/defence-other","arcade/defence-service",',
  ']}"levels":[',
  '"first-policy","root-and-admin","groups","groups-add-up","bucket-and-objects","policy-versions",',
  '"access-key","password-policy","credential-report","first-role","company-sign-in","global-service",',
  '"billing-switch","least-privilege","deny-wins","not-action","source-address","mfa-required",',
  '"resource-policy","tags-decide","boundary","server-role","trust-and-permission","session-policy",',
  '"role-chain","cross-account","external-id","service-deputy","service-linked-role","saml-checks",',
  '"pipeline","directory-tags","region-guard-rail","every-level-allows","resource-guard-rail","leaked-key",',
  '"public-bucket","messy-account","passrole-way-up","self-service-escalation","six-ways-up",',
  '],"questions":["arcade/',
  '{"format":"iam-playground/class","version":1,"id":"","title":"","key":"","madeAt":"2026-","levels":["',
].join('');

const format: LinkFormat = { letter: 'c', version: 1, holds: 'class' };

/** Returns the fragment with its `#`. */
export const encodeClassLink = (plan: ClassPlan): string =>
  fragmentOf(format, 'd', deflated(JSON.stringify(planFile(plan)), classDictionary1));

/** Reads the class of a fragment (with or without `#`). Nothing of a refused link is used. */
export function decodeClassLink(fragment: string): Result<ClassPlan, LinkProblem> {
  const packed = packedIn(format, fragment);
  if (!packed.ok) return packed;
  const { codec, bytes } = packed.value;
  if (codec !== 'd') return unknownCodec(codec);
  const file = valueIn(format, bytes, classDictionary1);
  if (!file.ok) return file;
  const plan = readPlan(file.value);
  if (plan.ok) return plan;
  const { path, message } = plan.error;
  return refuseLink(
    'bad-content',
    `This link holds a class that cannot be read: ${pathText(path)}: ${message}.`,
  );
}

/**
 * The collector: a script that a person reads, runs in their own shell, and whose JSON this page imports. It
 * needs only bash and the AWS CLI, and leaves out and names what is refused to it. It does not interpret
 * policies.
 *
 * INVARIANT: the script only reads. Every call is a get, a list or a describe.
 */

import { collectedFormat, collectedVersion } from './collected.ts';
import type { KindCollector } from '../../core/model/resource-kinds/kind.ts';
import { resourceKinds } from '../../core/model/resource-kinds/lookup.ts';
import { cliName } from '../../core/words/cli-command.ts';
import { roleLists } from './resources/collector-lists.ts';

const collected = resourceKinds.flatMap(({ collector, policy, list, ...kind }) =>
  collector && policy && list ? [{ ...kind, collector, read: policy.read, list: cliName(list) }] : [],
);
const named = collected.map(({ many }) => many);
const kinds = `${named.slice(0, -1).join(', ')} and ${named.at(-1) ?? ''}`;

/** Returns the loops over all of each kind; each asks for the policy of one. */
const loops = (fits: (collector: KindCollector) => boolean, place = ''): string =>
  collected
    .filter(({ collector }) => fits(collector))
    .map(
      ({ service, list, collector: { query, arn = '$one', named = '$one' }, read: { command, options } }) => {
        const { prefix, cli = prefix } = service;
        return `  for one in $(words ${cli} ${list}${place} --query '${query}'); do
    arn="${arn}"
    resource "$arn" ${cli} ${command}${place} ${options(`"${named}"`)}
  done`;
      },
    )
    .join('\n');

export const collectorScript = (): string => `#!/usr/bin/env bash
# Reads an AWS account for IAM Playground and prints one JSON. It changes nothing: all calls only read.
# Needs bash and the AWS CLI with credentials that may read (the policy SecurityAudit, in the organization's
# management account also organizations:Describe* and List*).
#
#   bash collect.sh > account.json                        # resources of your default region
#   bash collect.sh eu-west-1 us-east-1 > account.json    # of these regions
#
# It holds users, groups, roles, policies; the organization with its control policies; the policies of
# ${kinds}; and what runs as which role (functions,
# instances, jobs, stacks, containers, agents), and the OpenID Connect providers. No password, no key, no variable, no content of anything.
set -u
export AWS_PAGER='' AWS_DEFAULT_OUTPUT=json
errors=$(mktemp) && refused=$(mktemp) || exit 1
trap 'rm -f "$errors" "$refused"' EXIT
say() { printf '%s\\n' "$*" >&2; }

# Keeps what a call answers in ANSWER; null where there is nothing, or where it was refused.
ask() {
  if ANSWER=$(aws "$@" 2>"$errors") && [ -n "$ANSWER" ]; then return 0; fi
  ANSWER=null
  if grep -qE 'NoSuchBucketPolicy|NoSuchEntity|ResourceNotFound|PolicyNotFound|NotInUse' "$errors"; then return 1; fi
  [ -s "$errors" ] || return 1
  if ! grep -qxF "\\"$1 $2\\"" "$refused"; then
    printf '"%s %s"\\n' "$1" "$2" >> "$refused"
    say "refused: $1 $2: $(tail -n 1 "$errors")"
  fi
  return 1
}

# Words of a list; nothing where there is none.
words() {
  ask "$@" --output text
  [ "$ANSWER" = null ] || [ "$ANSWER" = None ] || printf '%s\\n' "$ANSWER"
}

ask sts get-caller-identity --query Account --output text
if [ "$ANSWER" = null ]; then cat "$errors" >&2; exit 1; fi
account=$ANSWER
ask sts get-caller-identity --query Arn --output text
partition=\${ANSWER#arn:}
partition=\${partition%%:*}

first=yes
resource() { # ARN, then the call that answers its policy
  local arn=$1
  shift
  ask "$@"
  [ "$first" = yes ] || printf ','
  first=no
  printf '\\n{"arn":"%s","answer":%s}' "$arn" "$ANSWER"
}

everywhere() {
  local one arn
${loops(({ isGlobal }) => isGlobal === true)}
}

region() {
  local at=$1 one arn
  say "region $at"
${loops(({ isGlobal }) => isGlobal !== true, ' --region "$at"')}
}

${roleLists()}

organization() {
  local parent id type units comma=''
  ask organizations describe-organization || return 0
  local described=$ANSWER
  ask organizations list-roots || return 0
  say 'organization'
  printf ',\\n"organization":{"organization":%s,"roots":%s,"children":[' "$described" "$ANSWER"
  set -- $(words organizations list-roots --query 'Roots[].Id')
  while [ $# -gt 0 ]; do
    parent=$1
    shift
    ask organizations list-organizational-units-for-parent --parent-id "$parent"
    units=$ANSWER
    ask organizations list-accounts-for-parent --parent-id "$parent"
    printf '%s\\n{"parent":"%s","units":%s,"accounts":%s}' "$comma" "$parent" "$units" "$ANSWER"
    comma=,
    set -- "$@" $(words organizations list-organizational-units-for-parent \\
      --parent-id "$parent" --query 'OrganizationalUnits[].Id')
  done
  printf '],"policies":['
  comma=''
  for type in SERVICE_CONTROL_POLICY RESOURCE_CONTROL_POLICY; do
    for id in $(words organizations list-policies --filter "$type" --query 'Policies[].Id'); do
      ask organizations describe-policy --policy-id "$id" || continue
      printf '%s\\n{"policy":%s' "$comma" "$ANSWER"
      comma=,
      ask organizations list-targets-for-policy --policy-id "$id"
      printf ',"targets":%s}' "$ANSWER"
    done
  done
  printf ']}'
}

printf '{"format":"${collectedFormat}","version":${collectedVersion},"account":"%s"' "$account"
say "account $account"
ask iam get-account-authorization-details
printf ',\\n"details":%s' "$ANSWER"
organization
printf ',\\n"resources":['
everywhere
if [ $# -eq 0 ]; then set -- "\${AWS_REGION:-\${AWS_DEFAULT_REGION:-$(aws configure get region || printf us-east-1)}}"; fi
for one in "$@"; do region "$one"; done
printf '],\\n"listed":['
comma=''
global
for one in "$@"; do roles "$one"; done
printf '],\\n"refused":[%s]}\\n' "$(paste -sd , "$refused")"
say 'done'
`;

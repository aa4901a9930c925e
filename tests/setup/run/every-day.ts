/**
 * The files of `npm test`: unit and browser tests without the long ones, and a few of the other kinds. A run with EVERY_DAY=1
 * takes these (tests/setup/projects.ts); any other takes all.
 */

import { env } from 'node:process';

/** Six journeys: the first steps, an import, a level, a link, a flow, and no network. */
const journeys = [
  'tests/journey/first-steps.journey.test.ts',
  'tests/journey/import.journey.test.ts',
  'tests/journey/learn/attack-level.journey.test.ts',
  'tests/journey/share/opened-link.journey.test.ts',
  'tests/journey/flows/role-chain.journey.test.ts',
  'tests/journey/offline.journey.test.ts',
];

/** One real client, boto3, and the wire. */
const bridge = ['tests/bridge/boto3.bridge.test.ts', 'tests/bridge/server.bridge.test.ts'];

/**
 * Browser tests that are left for `npm run test:all`: each walks many steps through screens that a shorter test visits
 * too, or does every work on saved data with every fault. What stays is the main file of most places, and
 * what all places share.
 */
const walks = [
  'tests/app/{consequences/dry-run,import/import,learn/backup,level-editor/recording.svelte,page/other-tabs}',
  'tests/app/{recovery/saved-data,long-work/in-chromium}',
  'tests/app/workspaces/{restore,saved-work-*,set-aside}',
  'tests/store/dexie/{contract,reopen}',
  'tests/view/entity/{edit-meaning,findings,findings/silences,flow-starts}',
  'tests/view/graph/{cut-ways,drawing,large,layer,layer-reach,play,ways,ways/*}',
  'tests/view/guide/{ask-goals,guide}',
  'tests/view/places/activity/activity',
  'tests/view/places/ask/{answer-out,call-parts,given-policies,matrix,refusal,settle,since-when}',
  'tests/view/places/comparisons',
  'tests/view/places/flows/flows',
  'tests/view/places/help/{checks,methods,rules}',
  'tests/view/places/identities/{credential-report,credentials,effective-permissions,imported,lists}',
  'tests/view/places/identities/{password-policy,reports,review,trust-remarks,wizards}',
  'tests/view/places/learn/{arcade/arcade,class,teach}',
  'tests/view/places/policies/{findings,visual-editor}',
  'tests/view/places/providers/workloads',
  'tests/view/places/settings/{clock,function-code,organization,outbound,resources}',
  'tests/view/places/sign-in/sign-in',
  'tests/view/places/workspaces/{bad-records,care,faults,import-checks,locked,workspaces}',
  'tests/view/presenter/presenter',
  'tests/view/requests/{dry-run,gone}',
  'tests/view/shell/messages',
];

/**
 * Unit tests that are left for `npm run test:all`: random or complete searches of what other files prove by examples.
 * They take nearly half of the time of all unit tests.
 */
const searches = [
  'tests/core/analysis/{effective-rows,effective-soundness,grants-more-property}',
  'tests/core/analysis/{samples-soundness,who-can-soundness}',
  'tests/core/analysis/consequences/{of-account,soundness}',
  'tests/core/analysis/equivalent/{managed-policies,property}',
  'tests/core/analysis/statements/alike',
  'tests/core/analysis/ways/{complete,random-worlds,search-gaps}',
  'tests/core/analysis/ways/play/blind',
  'tests/core/api/{question/door-and-ask,random/*}',
  'tests/core/lint/{managed-policies,published-findings}',
  'tests/core/policy/visual/blocks',
  'tests/core/property/{decision-trace,plain-values}',
  'tests/core/plans/{cuts/after-edits,cuts/offered-cut,fixes/refusals}',
  'tests/core/query/policies/summary',
  'tests/core/query/{settle/settle,since/seeded-histories}',
  'tests/federation/saml/responses',
  'tests/learn/arcade/{any-way,templates,way-up}',
  'tests/learn/level/{no-way-up,one-way,variant,variant-play}',
  'tests/share/{gallery/method-example,import/round-trip,json/position,scenario/hostile}',
  'tests/app/workspaces/locked-file',
];

const longUnit = searches.map((files) => `${files}.test.ts`);
const longBrowser = walks.map((files) => `${files}.browser.test.ts`);

/** Every file that is taken or left by name, as patterns. */
export const namedFiles: readonly string[] = [...journeys, ...bridge, ...longUnit, ...longBrowser];

const isEveryDay = env['EVERY_DAY'] === '1';

/** This run leaves these unit and browser tests. */
export const left = { unit: isEveryDay ? longUnit : [], browser: isEveryDay ? longBrowser : [] };

/** This run takes these of kinds of which few files run every day; undefined is all. */
export const few = { journey: isEveryDay ? journeys : undefined, bridge: isEveryDay ? bridge : undefined };

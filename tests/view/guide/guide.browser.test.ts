/** The guide of a scenario stands beside every place, turns with each edit, and can be made by a person. */

import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { noGuide } from '#app/guide/guide.ts';
import { openFromGallery } from '#app/share/open.ts';
import type { Session } from '#app/session/session.svelte.ts';
import { exampleSession, openPage, visit } from '../mounted.ts';
import { newPerson } from '../person.ts';

const person = newPerson();
let session: Session;
const guide = () => screen.findByRole('complementary', { name: 'Guide' });
const button = (name: string | RegExp) => screen.findByRole('button', { name });

beforeEach(async () => {
  session = await exampleSession('first-minutes');
});

/** Looks at a scenario of the gallery as a person does. */
async function look(title: string): Promise<void> {
  openPage(session, '#/learn/scenarios');
  await person.click(await button(`Start ${title}`));
  await screen.findByText(`Preview of “${title}”.`);
}
async function keep(title: string): Promise<void> {
  await look(title);
  await person.click(screen.getByRole('button', { name: 'Keep a copy' }));
  await expect.poll(() => session.workspaces.current?.name).toBe(title);
}
async function openGuide(): Promise<HTMLElement> {
  // An earlier test's choice is remembered.
  const folded = () => screen.queryByRole('button', { name: 'Show the guide' });
  await waitFor(() => folded() ?? screen.getByRole('complementary', { name: 'Guide' }));
  const show = folded();
  if (show) await person.click(show);
  return guide();
}

test('search and topic narrow the gallery, where a scenario opens as a preview and only a copy is kept', async () => {
  openPage(session, '#/learn/scenarios');
  const list = () => screen.getAllByRole('button', { name: /^Start / }).map((one) => one.ariaLabel);
  await button('Start First minutes');
  const all = list().length;
  await person.type(screen.getByRole('searchbox', { name: 'Search scenarios' }), 'confused deputy');
  expect(list()).toEqual(['Start A vendor with an external id', 'Start A service as confused deputy']);
  await person.clear(screen.getByRole('searchbox', { name: 'Search scenarios' }));
  await person.selectOptions(screen.getByRole('combobox', { name: 'Topic' }), 'SAML');
  expect(list()).toEqual(['Start Signing in with SAML']);
  await person.selectOptions(screen.getByRole('combobox', { name: 'Topic' }), 'All topics');
  expect(list()).toHaveLength(all);
  await person.click(screen.getByRole('button', { name: 'Start Tags decide' }));
  await screen.findByText('Preview of “Tags decide”.');
  expect(session.workspaces.list.map(({ name }) => name)).toEqual(['First minutes']);
  await person.click(screen.getByRole('button', { name: 'Keep a copy' }));
  await expect
    .poll(() => session.workspaces.list.map(({ name }) => name))
    .toEqual(['First minutes', 'Tags decide']);
});

test('the outside provider of a copied scenario has a key, and the account has its metadata', async () => {
  await keep('Signing in with SAML');
  const { world } = session.state;
  const [provider] = world.outsideProviders.values();
  expect(provider?.keys).toHaveLength(1);
  const [held] = world.samlProviders.values();
  expect(held?.metadata).toContain(provider?.keys[0]?.certificate);
});

test('goals turn green with an edit and open again with Undo, and a step says that it is done', async () => {
  await keep('Tags decide');
  const panel = await openGuide();
  within(panel).getByText('1 of 4 reached');
  within(panel).getByText('nothing changed');
  await person.click(within(panel).getByRole('button', { name: 'Do it for me: step 2' }));
  await within(panel).findByText('3 of 4 reached');
  within(panel).getByText('1 of 3 done');
  expect(rowOf(panel, 'Nadia must no longer stop a machine of the shop')).toBe('reached');
  expect(rowOf(panel, 'Quinn, who joins the shop, can stop a machine of the shop')).toBe('not yet');
  await session.undo();
  await within(panel).findByText('1 of 4 reached');
  within(panel).getByText('0 of 3 done');
});

/** The cell of a goal beside its text. */
function rowOf(panel: HTMLElement, goal: string): string {
  const row = within(panel).getByRole('link', { name: goal }).closest('tr');
  const cells = [...(row?.querySelectorAll('td') ?? [])].slice(1);
  return cells.map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim()).join(' ');
}

test('a pinned answer that a right step changes says so without an alarm', async () => {
  await keep('A leaked access key');
  const panel = await openGuide();
  await person.click(within(panel).getByRole('button', { name: 'Do it for me: step 2' }));
  await within(panel).findByText('1 of 3 changed');
  const pin = within(panel).getByRole('link', { name: 'The robot publishes a build' }).closest('li');
  expect(pin?.textContent.replaceAll(/\s+/g, ' ')).toMatch(/Changed: Yes → No/);
  const red = getComputedStyle(document.documentElement).getPropertyValue('--deny-line');
  expect(getComputedStyle(pin ?? panel).borderLeftColor).not.toBe(red);
  await person.click(within(panel).getByRole('button', { name: 'Do it for me: step 3' }));
  await within(panel).findByText('nothing changed');
  within(panel).getByText('2 of 3 done');
});

test('a step that is only read ends by its button, stays done, and the end leads to the next scenario', async () => {
  await keep('Deploying from a pipeline');
  const panel = await openGuide();
  await person.click(within(panel).getByRole('button', { name: 'Done: step 1' }));
  await within(panel).findByText('1 of 3 done');
  visit('#/learn/scenarios');
  await button('Start First minutes');
  visit('#/ask');
  const again = await guide();
  await within(again).findByText('1 of 3 done');
  await person.click(within(again).getByRole('button', { name: 'Do it for me: step 2' }));
  await within(again).findByText('3 of 3 reached');
  expect(within(again).queryByText('You learnt:')).toBeNull();
  await person.click(within(again).getByRole('button', { name: 'Done: step 3' }));
  await within(again).findByText('You reached the end of this scenario.');
  within(again).getByText('A pipeline needs no stored key: its token gives temporary credentials.');
  await person.click(await within(again).findByRole('button', { name: 'Next: A chain of roles' }));
  await screen.findByText('Preview of “A chain of roles”.');
});

test('a change that a reading step offers can be made, and ends the step', async () => {
  await keep('A deny wins');
  const panel = await openGuide();
  await person.click(within(panel).getByRole('button', { name: 'Do it for me: step 2' }));
  await within(panel).findByText('1 of 3 done');
  expect(within(panel).queryByRole('button', { name: 'Done: step 2' })).toBeNull();
});

test('a step leads into a flow with its choices made, also of another account', async () => {
  await keep('A vendor with an external id');
  const panel = await openGuide();
  const [flow] = within(panel).getAllByRole('link', { name: 'Show me' });
  if (!flow) throw new Error('no flow');
  await person.click(flow);
  const who = await screen.findByRole<HTMLSelectElement>('combobox', { name: 'Who asks' });
  expect(who.value).toBe('arn:aws:iam::510051005100:user/collector');
  const id = screen.getByRole<HTMLInputElement>('textbox', { name: /^External ID/ });
  expect(id.value).toBe('acme-7431');
  await person.click(screen.getByRole('button', { name: 'Start' }));
  await person.click(await button('Next: send AssumeRole to AWS STS'));
  await expect.poll(() => session.state.world.sessions.size, { timeout: 15_000 }).toBe(1);
});

test('the panel of a preview is there to read, and changes wait for a copy', async () => {
  await look('A deny wins');
  const panel = await openGuide();
  within(panel).getByText(/KeepTheTrail/);
  expect(within(panel).queryByRole('button', { name: /^Do it for me/ })).toBeNull();
  expect(within(panel).queryByRole('button', { name: 'Edit the guide' })).toBeNull();
  within(panel).getByRole('button', { name: 'Keep a copy to try it' });
});

test('notes alone are one line, which stays hidden or shown as chosen', async () => {
  const { guide: given = noGuide } = session.workspaces.current ?? {};
  const { level: _, ...own } = given;
  await session.workspaces.saveGuide(own, given);
  openPage(session, '#/ask');
  const panel = await openGuide();
  within(panel).getByText(/Alice works in accounting/);
  await person.click(within(panel).getByRole('button', { name: 'Hide the guide' }));
  await person.click(await button('Show the guide'));
  await guide();
});

test('a person adds a goal, pins an answer, writes and moves a step and sets the beginning, and all is kept and travels', async () => {
  const { guide: given = noGuide } = session.workspaces.current ?? {};
  const [lost, left] = (given.goals ?? []).map(({ id: fails }) => ({ text: '', calls: [], fails }));
  if (!lost || !left) throw new Error('two goals are needed');
  const exercise = { id: 'own', minutes: 5, hints: [], solution: [], alternatives: [], wrong: [lost, left] };
  await session.workspaces.saveGuide({ ...given, exercise }, given);
  openPage(session, '#/ask');
  await session.dispatch('iam', 'CreateUser', { UserName: 'bob' });
  await person.click(await button('Show the guide'));
  await person.click(await button('Make a guide of your own'));
  const dialog = await screen.findByRole('dialog', { name: 'Guide of this workspace' });
  const inside = within(dialog);
  await person.click(
    inside.getByRole('button', { name: 'Add “alice: s3:GetObject on payroll/2026.csv” as a goal' }),
  );
  await person.type(inside.getByRole('textbox', { name: 'Text of goal 3' }), 'Alice reads');
  await person.selectOptions(inside.getByRole('combobox', { name: 'Wanted answer of goal 3' }), 'Wanted: No');
  await person.click(inside.getByRole('button', { name: 'Text of goal 1: remove' }));
  await person.click(inside.getByRole('button', { name: /^Pin “alice: s3:GetObject on payroll\/2026.csv”/ }));
  await person.type(inside.getByRole('textbox', { name: 'Text of pinned answer 1' }), 'Alice waits');
  await person.click(inside.getByRole('button', { name: 'Add a step' }));
  await person.type(inside.getByRole('textbox', { name: 'Text of step 3' }), 'Second');
  await person.click(inside.getByRole('button', { name: 'Add a step for the place on screen' }));
  await person.type(inside.getByRole('textbox', { name: 'Text of step 4' }), 'First');
  await person.click(inside.getByRole('button', { name: 'Text of step 4: up' }));
  await person.click(inside.getByRole('button', { name: 'Start at the question on screen' }));
  await person.click(inside.getByRole('button', { name: 'Save' }));
  const panel = await guide();
  await within(panel).findByText('nothing changed');
  const kept = session.workspaces.current?.guide;
  expect(kept?.questions).toMatchObject([
    { id: 'alice-s3-getobject-2', text: 'Alice waits', expected: 'denied' },
  ]);
  expect(kept?.goals).toMatchObject([
    { id: 'mallory-reads', wanted: 'denied' },
    { id: 'alice-s3-getobject', text: 'Alice reads', wanted: 'denied' },
  ]);
  expect(kept?.steps[0]?.solution?.turns, 'a removed goal is turned by no step').toEqual([]);
  expect(kept?.steps.slice(2)).toEqual([{ text: 'First', place: '#/ask' }, { text: 'Second' }]);
  expect([kept?.learnt?.length, kept?.next], 'the end is still there').toEqual([3, 'tutorial-account']);
  expect(kept?.exercise, 'no wrong answer is lost with its goal').toEqual({
    ...exercise,
    wrong: [{ ...lost, fails: left.fails }, left],
  });
  expect(kept?.start?.next, 'what comes next is still there').toHaveLength(1);
  expect(kept?.level, 'a guide of one’s own is no level').toBeUndefined();

  await person.click(screen.getByRole('button', { name: 'Share' }));
  const share = await screen.findByRole('dialog', { name: 'Share this account' });
  await within(share).findByText(/2 goals, 1 pinned answer, 4 steps\./);
  const link = await within(share).findByRole<HTMLInputElement>('textbox', { name: 'Link' });
  expect(link.value).toContain('#s1.');
  const { decodeLink } = await import('#share/link/codec.ts');
  const { loadLinkBase } = await import('#share/link/base-scenarios.ts');
  const decoded = decodeLink(link.value.replace(/^[^#]*/, ''), await loadLinkBase('first-minutes.3'));
  expect(decoded).toMatchObject({
    ok: true,
    value: { questions: [{ text: 'Alice waits' }] },
  });
});

test('a place becomes the beginning of a guide when one is on screen', async () => {
  await openFromGallery(session, 'deny-wins');
  await session.readOnlyWorld?.keep?.();
  openPage(session, '#/identities');
  await openGuide();
  await person.click(await button('Edit the guide'));
  const dialog = await screen.findByRole('dialog', { name: 'Guide of this workspace' });
  within(dialog).getByText(/first ask the question in Ask/);
  await person.click(within(dialog).getByRole('button', { name: 'Start at the place on screen' }));
  await person.click(within(dialog).getByRole('button', { name: 'Save' }));
  await expect.poll(() => session.workspaces.current?.guide?.place).toBe('#/identities');
  visit('#/ask');
});

test('the lesson stands in the page, with its checkpoints, and opens the scenario of a part', async () => {
  openPage(session, '#/learn/lesson');
  await screen.findByRole('heading', { level: 1, name: 'Who may do what, and why' });
  const part = screen.getByRole('region', { name: 'A deny wins' });
  within(part).getByText(/Vera and Omar are both refused/);
  await person.click(within(part).getByRole('button', { name: 'Open the scenario of “A deny wins”' }));
  await screen.findByText('Preview of “A deny wins”.');
});

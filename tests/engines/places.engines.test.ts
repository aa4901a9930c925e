/** The graph is drawn, every place of the navigation opens, and a policy is written. */

import { expect, inject } from 'vitest';
import { beside } from '../support/engines.ts';
import type { Person } from '../support/person.ts';
import { test } from '../support/tests.ts';

const answer = { role: 'status', name: 'Answer' };

/** The pixels of all layers that are not transparent, and how many colours they have; edges of forms have many. */
const drawn = (person: Person) =>
  person.evaluate(() => {
    let pixels = 0;
    const colours = new Map<number, number>();
    for (const canvas of document.querySelectorAll<HTMLCanvasElement>('main canvas')) {
      const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
      for (const colour of new Uint32Array(image?.data.buffer ?? new ArrayBuffer(0))) {
        if (colour >>> 24 === 0) continue;
        pixels += 1;
        colours.set(colour, (colours.get(colour) ?? 0) + 1);
      }
    }
    return { pixels, colours: [...colours.values()].filter((count) => count > 100).length };
  });

test.for(beside)(
  'the graph is drawn with all its people, and each place of the navigation opens with its heading, in %s',
  async (engine, { visit }) => {
    const person = await visit(engine);
    await person.open(inject('site'));
    await person.see(answer);
    await person.goTo('#/graph');
    await person.see({ css: 'main canvas' });
    // Two people, a policy and a bucket, each with a form of more than a thousand pixels.
    await expect.poll(async () => (await drawn(person)).pixels, { timeout: 20_000 }).toBeGreaterThan(4_000);
    expect((await drawn(person)).colours).toBeGreaterThanOrEqual(3);

    const navigation = { role: 'navigation', name: 'Places' };
    const names = await person.texts({ role: 'link', within: navigation });
    expect(names.length).toBeGreaterThanOrEqual(10);
    for (const name of names) {
      await person.click({ role: 'link', name, within: navigation });
      await person.see({ css: 'h1', within: { role: 'main', name } });
      await person.seeGone({ css: 'main .loading' });
    }
    await person.goTo('#/help/rules');
    await person.see({ css: 'h1', within: { role: 'main', name: 'Help' } });
    await person.seeGone({ css: 'main .loading' });
  },
);

const policyOf = (action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: action, Resource: 'arn:aws:s3:::payroll/*' }],
  });

test.for(beside)(
  'a policy with a wrong action is underlined, put right and saved, in %s',
  async (engine, { visit }) => {
    const person = await visit(engine);
    await person.open(inject('site'));
    await person.see(answer);
    await person.goTo(`#/policies/${encodeURIComponent('arn:aws:iam::111122223333:policy/ReadPayroll')}`);
    await person.click({ role: 'button', name: 'Edit' });
    const editor = { css: '.cm-content[contenteditable=true]' };
    await person.see({ ...editor, text: /ListPayroll/ });
    await person.fill(editor, '{x');
    await person.see({ css: '.cm-content .cm-lintRange-error' });
    await person.paste(editor, policyOf('s3:GetObjet'));
    await person.see({ css: '.cm-content .cm-lintRange', text: /s3:GetObjet/ });
    await person.see(/S3 has no action GetObjet/);
    await person.paste(editor, policyOf('s3:PutObject'));
    await person.seeGone({ css: '.cm-content .cm-lintRange', text: /s3:GetObjet/ });
    await person.click({ role: 'button', name: 'Save as new default version' });
    await person.see({ role: 'heading', name: 'Document (v2, default version)' });
    await person.reload();
    await person.see({ role: 'heading', name: 'Document (v2, default version)' });
  },
);

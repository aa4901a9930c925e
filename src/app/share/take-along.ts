/**
 * "Take this with you": writes the page as one file with a workspace inside, for a USB stick or a mail. The
 * file opens the workspace as a preview, from which a person can keep a copy. The next time, the file opens
 * that copy.
 */

import { messageOfThrown } from '../../core/model/thrown.ts';
import { apply, createWorld } from '../../core/model/world/apply.ts';
import { created } from '../../core/model/world/change.ts';
import { onePageFile, withCarried } from '../../platform/own-page.ts';
import { isClassFile } from '../import/file-kinds.ts';
import type { FileChoice } from '../workspaces/file-choice.ts';
import { noGuide, openStart } from '../guide/guide.ts';
import { carriedProblem, takingProblem } from '../problems/problem.ts';
import type { Session } from '../session/session.svelte.ts';
import { newSeed, randomFromSeed } from '../../platform/random.ts';
import { readWorkspaces } from '../workspaces/file.ts';
import { guideOf } from '../workspaces/info.ts';
import { defined } from '../../core/model/defined.ts';

export async function takeAlong(
  session: Session,
  id: string,
  choice: FileChoice,
): Promise<string[] | undefined> {
  const file = await session.tools.copies.file([id], choice, new Date().toISOString());
  if (!file) return undefined;
  try {
    return withCarried(await onePageFile(), file.parts);
  } catch (error) {
    session.problems.show(takingProblem(messageOfThrown(error)));
    return undefined;
  }
}

/** A class, else the copy that was made before, else a preview. `bare`: the address asks for no place. */
export async function openCarried(session: Session, text: string, bare: boolean): Promise<void> {
  if (isClassFile(text.slice(0, 2000))) {
    const { openCarriedClass } = await import('../class/open.ts');
    return openCarriedClass(session, text, bare);
  }
  const result = readWorkspaces(text, randomFromSeed(newSeed()));
  if (!result.ok) return session.problems.show(carriedProblem(result.error));
  const [dump] = result.value.dumps;
  if (!dump) return;
  const { copies } = session.tools;
  const mark = `${dump.about.createdAt} ${result.value.saved}`;
  const kept = await copies.keptOf(mark);
  if (kept) return void (await session.workspaces.open(kept.id));
  const { guide } = guideOf(dump.about);
  const world = createWorld();
  apply(
    world,
    dump.records.map(({ table, row }) => created(table, row)),
  );
  session.readOnly.show({
    kind: 'preview',
    world,
    account: dump.about.account,
    title: `“${dump.about.name}”, taken along in this file`,
    refusal:
      'You can look and ask; nothing here is saved. Keep a copy to change it: your own work is not touched.',
    ...defined({ guide }),
    keepLabel: 'Keep a copy',
    keep: async () => {
      const restored = await copies.restore({ name: 'what this file carries', text }).done;
      if (restored.kind === 'refused')
        return session.problems.show(
          carriedProblem(restored.problems.map(({ message }) => message).join(' ')),
        );
      const [made] = restored.kind === 'restored' ? restored.workspaces : [];
      if (!made) return;
      await copies.noteKept(mark, made.id);
      await session.workspaces.open(made.id);
    },
  });
  openStart(guide ?? noGuide);
}

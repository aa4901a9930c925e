/** Tools that a row has no room for: how many they are, and in which order they go. */

import { expect, test } from 'vitest';
import { type MeasuredTool, toolsInMenu, widthOfRow } from '#view/ui/overlay/one-row.ts';

const tool = (id: string, width: number, keep = 0, stays = false): MeasuredTool => ({
  id,
  width,
  keep,
  stays,
});
const gone = (tools: readonly MeasuredTool[], room: number) => [...toolsInMenu(tools, room, 8, 32)];

test('all tools stand in a row that just holds them, without a menu', () => {
  expect(gone([tool('search', 100, 0, true), tool('layout', 90), tool('export', 60)], 266)).toEqual([]);
});

test('a pixel less sends the last one to the menu, and the menu needs room too', () => {
  const tools = [tool('search', 100, 0, true), tool('layout', 90), tool('export', 60)];
  expect(gone(tools, 265)).toEqual(['export']);
  expect(gone(tools, 237)).toEqual(['export', 'layout']);
});

test('a tool to keep outlasts those before it, and one that stays never goes', () => {
  const tools = [tool('search', 100, 0, true), tool('layout', 90), tool('focus', 60, 1)];
  expect(gone(tools, 210)).toEqual(['layout']);
  expect(gone(tools, 20)).toEqual(['layout', 'focus']);
});

test('a tool that draws nothing now takes no room and no gap', () => {
  expect(gone([tool('search', 100, 0, true), tool('none', 0), tool('export', 60)], 168)).toEqual([]);
});

test('a row that holds all of its tools is as wide as they and the gaps between them', () => {
  expect(widthOfRow([tool('a', 100), tool('none', 0), tool('b', 50)], 8)).toBe(158);
});

import { expect, test } from 'vitest';
import { Told } from './feed.ts';

test('the same is told once, and again after something else', () => {
	const told = new Told();
	const news = ['a', 'a', 'b', 'a'].map((text) => told.isNews('topic', text));
	expect(news).toEqual([true, false, true, true]);
});

test('what was forgotten is news again', () => {
	const told = new Told();
	told.isNews('topic', 'a');
	told.forget('topic');
	expect(told.isNews('topic', 'a')).toBe(true);
});

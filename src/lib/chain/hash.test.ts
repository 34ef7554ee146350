import { expect, test } from 'vitest';
import { keccak256 } from './hash.ts';

const digest = (text: string): string =>
	Buffer.from(keccak256(new TextEncoder().encode(text))).toString('hex');

test.for([
	['', 'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470'],
	['abc', '4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45'],
	[
		'The quick brown fox jumps over the lazy dog',
		'4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15'
	]
] as const)('Keccak-256 of “%s”', ([text, expected]) => {
	expect(digest(text)).toBe(expected);
});

test('a text as long as a block has the digest that others give it', () => {
	expect(digest('a'.repeat(136))).toBe(
		'a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e'
	);
});

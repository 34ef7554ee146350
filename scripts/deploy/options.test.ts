import { expect, test } from 'vitest';
import { parseOptions } from './options.ts';

test('a network is required, the rest has defaults', () => {
	expect(parseOptions([])).toMatchObject({ ok: false });
	expect(parseOptions(['--network', 'testnet'])).toEqual({
		ok: true,
		value: {
			network: 'testnet',
			manifest: undefined,
			file: 'static/networks.json',
			yes: false,
			help: false
		}
	});
});

test('an unknown option is one clear sentence', () => {
	expect(parseOptions(['--net', 'x'])).toMatchObject({
		ok: false,
		error: expect.stringContaining('--net') as string
	});
});

test('a secret key is refused wherever it stands, and not repeated', () => {
	const secret = `S${'A'.repeat(55)}`;
	for (const args of [[secret], ['--network', secret], [`--secret=${secret}`]]) {
		const parsed = parseOptions(args);
		expect(parsed.ok).toBe(false);
		expect(JSON.stringify(parsed)).not.toContain(secret);
	}
});

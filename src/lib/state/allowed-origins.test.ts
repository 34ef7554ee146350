import { expect, test } from 'vitest';
import type { NetworkChoice, Networks } from '#lib/networks.ts';
import { allowedOrigins, connectPolicy } from './allowed-origins.ts';

const network = (rpc: string[], friendbot?: string): NetworkChoice => ({
	...{ name: 'x', title: 'X', kind: 'rpc', test: true, passphrase: 'p' },
	...{ rpc, friendbot, explorer: 'https://explorer.invalid/', deployed: undefined }
});
const file: Networks = {
	default: 'x',
	networks: [
		network(['https://b.invalid/rpc', 'http://127.0.0.1:8000/'], 'https://bot.invalid/?addr='),
		network(['https://b.invalid/other'])
	]
};

test('each origin that the file or the visitor names, once; no explorer, which is only linked to', () => {
	expect(allowedOrigins(file, { x: ['https://own.invalid:444/a'] })).toEqual([
		'http://127.0.0.1:8000',
		'https://b.invalid',
		'https://bot.invalid',
		'https://own.invalid:444'
	]);
});

test('without a file nothing but the site itself', () => {
	expect(connectPolicy(allowedOrigins(undefined, {}))).toBe("connect-src 'self'");
});

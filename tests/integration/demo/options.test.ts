import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import { SandboxHost } from '#lib/sandbox/host.ts';
import { loadSandboxModule } from '../../../scripts/sandbox-server/load-module.ts';
import { serve } from '../../../scripts/sandbox-server/server.ts';
import { play } from './play.ts';

test.for([
	['--seed', 'x', '--seed expects a whole number or 64 hex digits; found “x”'],
	['--seed', '-1', undefined],
	['--keepers', '1', '--keepers expects a whole number of 2–24; found “1”'],
	['--keepers', '25', '--keepers expects a whole number of 2–24; found “25”'],
	['--keepers', 'two', '--keepers expects a whole number of 2–24; found “two”'],
	['--price-drop', '0', undefined],
	['--price-drop', '100', undefined],
	['--price-drop', '12.345', undefined],
	['--rpc', 'ftp://127.0.0.1', '--rpc expects an http(s) URL; found “ftp://127.0.0.1”'],
	['--pool', 'other', '--pool expects lab or blend; found “other”'],
	['--frobnicate', '1', undefined]
] as const)('%s %s is refused in one line', async ([flag, value, expected]) => {
	const { code, stdout, stderr } = await play(flag, value);
	expect(code).toBe(2);
	expect(stdout).toBe('');
	expect(stderr.trimEnd().split('\n')).toHaveLength(1);
	expect(stderr).toContain('(see --help)');
	if (expected !== undefined) expect(stderr).toBe(`demo: ${expected} (see --help)\n`);
});

test('the help names every option', async () => {
	const { code, stdout } = await play('--help');
	expect(code).toBe(0);
	for (const flag of [
		'--seed',
		'--keepers',
		'--price-drop',
		'--pool',
		'--json',
		'--rpc',
		'--help'
	]) {
		expect(stdout).toContain(flag);
	}
});

test('a running sandbox server is driven, twice in a row, and given back to its clock', async () => {
	const host = SandboxHost.create(await loadSandboxModule(), {
		passphrase: SANDBOX_PASSPHRASE,
		seed: '42'.padStart(64, '0'),
		closeTime: 1_795_000_000,
		ledgerMs: 60_000,
		auto: true
	});
	if (!host.ok) throw new Error(host.error.detail);
	const server = await serve(host.value, 0);
	if (!server.ok) throw new Error(server.error);
	try {
		for (const seed of ['1', '1']) {
			const { code, stderr } = await play('--rpc', server.value.url, '--seed', seed);
			expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
		}
		const info = host.value.dispatch('{"jsonrpc":"2.0","id":1,"method":"sandbox_info"}');
		expect(JSON.parse(info)).toMatchObject({ result: { auto: true, stepMs: 60_000 } });
	} finally {
		await server.value.close();
	}
});

test('any other network is refused, before anything is sent to it', async () => {
	const methods: string[] = [];
	const other = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
		request.on('end', () => {
			const { id, method } = JSON.parse(body) as { id: number; method: string };
			methods.push(method);
			response.setHeader('content-type', 'application/json');
			const error = { code: -32_601, message: 'method not found' };
			response.end(JSON.stringify({ jsonrpc: '2.0', id, error }));
		});
	});
	await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
	const address = other.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const { code, stderr } = await play('--rpc', `http://127.0.0.1:${port}`);
	other.close();
	expect(code).toBe(2);
	expect(stderr).toBe('demo: no sandbox answers there: method not found\n');
	expect(methods).toEqual(['sandbox_info']);
});

test('a sandbox that goes away in the middle of a run is told in one line', async () => {
	const info = { passphrase: SANDBOX_PASSPHRASE, auto: true, stepMs: 1, latestLedger: 1 };
	const dying = createServer((request, response) => {
		let body = '';
		request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
		request.on('end', () => {
			const { id, method } = JSON.parse(body) as { id: number; method: string };
			if (method !== 'sandbox_info') return request.socket.destroy();
			const result = { ...info, latestCloseTime: 1 };
			response.end(JSON.stringify({ jsonrpc: '2.0', id, result }));
		});
	});
	await new Promise<void>((resolve) => dying.listen(0, '127.0.0.1', resolve));
	const address = dying.address();
	const port = typeof address === 'object' && address !== null ? address.port : 0;
	const { code, stderr } = await play('--rpc', `http://127.0.0.1:${port}`);
	dying.close();
	expect(code).toBe(1);
	expect(stderr.trimEnd().split('\n')).toHaveLength(1);
	expect(stderr).toContain('demo: expected the sandbox to obey');
});

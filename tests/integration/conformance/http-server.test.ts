import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openNet, type Net } from './harness/net.ts';
import { newKey } from './harness/transactions.ts';

describe('the HTTP server', () => {
	let net: Net;
	beforeAll(async () => {
		net = await openNet('over HTTP');
	});
	afterAll(() => net.wire.stop());

	const health = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'getHealth' });
	const post = (path: string, headers: Record<string, string>) =>
		fetch(new URL(path, net.wire.url), { method: 'POST', headers, body: health });

	test.each(['/', '/rpc'])('answers JSON-RPC at %s', async (path) => {
		const reply = await post(path, { 'content-type': 'application/json; charset=utf-8' });
		expect(reply.status).toBe(200);
		expect(reply.headers.get('content-type')).toBe('application/json');
		expect(await reply.json()).toHaveProperty('result');
	});

	test('other methods: 405', async () => {
		const reply = await fetch(net.wire.url);
		expect(reply.status).toBe(405);
		expect(reply.headers.get('allow')).toBe('POST, OPTIONS');
	});

	test('another content type: 415', async () => {
		expect((await post('/', { 'content-type': 'text/plain' })).status).toBe(415);
	});

	test('another path: 404', async () => {
		expect((await post('/v1', { 'content-type': 'application/json' })).status).toBe(404);
	});

	test('a notification: 204 without a body', async () => {
		const reply = await fetch(net.wire.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ jsonrpc: '2.0', method: 'getHealth' })
		});
		expect(reply.status).toBe(204);
		expect(await reply.text()).toBe('');
	});

	test('a preflight names the origin and the headers of the SDK', async () => {
		const reply = await fetch(net.wire.url, {
			method: 'OPTIONS',
			headers: {
				origin: 'https://page.example',
				'access-control-request-method': 'POST',
				'access-control-request-headers': 'content-type,x-client-name'
			}
		});
		expect(reply.status).toBe(204);
		expect(reply.headers.get('access-control-allow-origin')).toBe('https://page.example');
		expect(reply.headers.get('access-control-allow-headers')).toBe(
			'content-type, x-client-name, x-client-version'
		);
	});

	test('answers and refusals alike carry the origin', async () => {
		const origin = 'https://page.example';
		const good = await post('/', { 'content-type': 'application/json', origin });
		const bad = await post('/', { 'content-type': 'text/plain', origin });
		for (const reply of [good, bad]) {
			expect(reply.headers.get('access-control-allow-origin')).toBe(origin);
		}
	});

	test.each(['GET', 'POST'])('Friendbot answers %s', async (method) => {
		const addr = newKey().publicKey();
		const reply = await fetch(`${net.wire.friendbotUrl}?addr=${addr}`, { method });
		expect(reply.status).toBe(200);
		const { hash } = (await reply.json()) as { hash: string };
		expect((await net.server.getTransaction(hash)).status).toBe('SUCCESS');
		const again = await fetch(`${net.wire.friendbotUrl}?addr=${addr}`, { method });
		expect(again.status).toBe(400);
		expect(((await again.json()) as { detail: string }).detail).toContain(
			'createAccountAlreadyExist'
		);
	});

	test('Friendbot without an address: 400', async () => {
		expect((await fetch(net.wire.friendbotUrl)).status).toBe(400);
		expect((await fetch(`${net.wire.friendbotUrl}?addr=nobody`)).status).toBe(400);
	});

	test('an account as a wallet asks Horizon for it', async () => {
		const key = newKey();
		const addr = key.publicKey();
		const path = (rest = '') => new URL(`/accounts/${addr}${rest}`, net.wire.url);
		const missing = await fetch(path());
		expect(missing.status).toBe(404);
		expect(missing.headers.get('content-type')).toBe('application/json');
		expect(await missing.json()).toMatchObject({ status: 404, title: 'Resource Missing' });

		await fetch(`${net.wire.friendbotUrl}?addr=${addr}`);
		const found = await fetch(path(), { headers: { origin: 'chrome-extension://wallet' } });
		expect(found.headers.get('access-control-allow-origin')).toBe('chrome-extension://wallet');
		const { sequence } = await net.server.getAccountEntry(addr).then(({ seqNum }) => ({
			sequence: seqNum.toString()
		}));
		expect(await found.json()).toEqual({
			id: addr,
			account_id: addr,
			sequence,
			subentry_count: 0,
			num_sponsoring: 0,
			num_sponsored: 0,
			thresholds: { low_threshold: 0, med_threshold: 0, high_threshold: 0 },
			flags: {
				auth_required: false,
				auth_revocable: false,
				auth_immutable: false,
				auth_clawback_enabled: false
			},
			signers: [{ key: addr, weight: 1, type: 'ed25519_public_key' }],
			data: {},
			balances: [
				{
					asset_type: 'native',
					balance: '10000.0000000',
					buying_liabilities: '0.0000000',
					selling_liabilities: '0.0000000'
				}
			]
		});
		const operations = await fetch(path('/operations?order=desc&limit=5'));
		expect(await operations.json()).toEqual({ _embedded: { records: [] } });
	});

	test('what is no account: 400, and only GET asks', async () => {
		const nobody = new URL('/accounts/nobody', net.wire.url);
		expect((await fetch(nobody)).status).toBe(400);
		expect((await fetch(nobody, { method: 'POST' })).status).toBe(405);
	});

	test('a preflight from the internet may reach this computer', async () => {
		const ask = (headers: Record<string, string>) =>
			fetch(net.wire.url, {
				method: 'OPTIONS',
				headers: { origin: 'https://page.example', ...headers }
			});
		const asked = await ask({ 'access-control-request-private-network': 'true' });
		expect(asked.headers.get('access-control-allow-private-network')).toBe('true');
		expect((await ask({})).headers.has('access-control-allow-private-network')).toBe(false);
	});

	test('listens on the loopback interface alone', () => {
		expect(new URL(net.wire.url).hostname).toBe('127.0.0.1');
	});
});

describe('npm run sandbox', () => {
	const script = fileURLToPath(new URL('../../../scripts/sandbox.ts', import.meta.url));
	const children: ChildProcess[] = [];
	afterAll(() => {
		for (const child of children) child.kill('SIGKILL');
	});

	function start(...args: string[]) {
		const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
		children.push(child);
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.setEncoding('utf8').on('data', (chunk: string) => {
				output += chunk;
			});
		}
		return { child, output: () => output };
	}
	async function finish(...args: string[]) {
		const started = start(...args);
		const [code] = (await once(started.child, 'close')) as [number];
		return { code, output: started.output() };
	}

	test('--help explains every option', async () => {
		const { code, output } = await finish('--help');
		expect(code).toBe(0);
		for (const flag of ['--port', '--seed', '--bare', '--auto', '--manual', '--ledger-ms']) {
			expect(output).toContain(flag);
		}
	});

	test.each([
		['--port', '70000'],
		['--seed', 'xyz'],
		['--ledger-ms', '1'],
		['--auto', '--manual'],
		['--prot', '8000']
	])('%s %s: one line and exit 2', async (...args) => {
		const { code, output } = await finish(...args);
		expect(code).toBe(2);
		expect(output.trim().split('\n')).toHaveLength(1);
		expect(output).toContain('--');
	});

	test('a port in use: one line and exit 1', async () => {
		const taken = createServer().listen(0, '127.0.0.1');
		await once(taken, 'listening');
		const address = taken.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		const { code, output } = await finish('--port', String(port));
		taken.close();
		expect(code).toBe(1);
		expect(output.trim()).toBe(`sandbox: port ${port} is in use: choose another with --port`);
	});

	test('starts, serves and ends on SIGTERM', async () => {
		const { child, output } = start('--port', '0', '--seed', '5', '--bare', '--manual');
		await new Promise<void>((resolve) => {
			child.stdout.on('data', () => {
				if (output().includes('on request')) resolve();
			});
		});
		const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(output())?.[0] ?? '';
		const reply = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'sandbox_info' })
		});
		expect(await reply.json()).toMatchObject({ result: { seed: '5'.padStart(64, '0') } });
		child.kill('SIGTERM');
		const [code] = (await once(child, 'close')) as [number];
		expect(code).toBe(0);
	});
});

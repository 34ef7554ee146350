import { Keypair, xdr } from '@stellar/stellar-sdk';
import { describe, expect, test } from 'vitest';
import { MAX_BODY_BYTES } from '#lib/sandbox/config.ts';
import { overBothWires, type Answer, type Net } from './harness/net.ts';
import { newKey } from './harness/transactions.ts';

const request = (method: string, id?: unknown, params?: unknown) => ({
	jsonrpc: '2.0',
	id,
	method,
	params
});

const accountKey = (key: Keypair) =>
	xdr.LedgerKey.account(new xdr.LedgerKeyAccount({ accountId: key.xdrAccountId() })).toXdr(
		'base64'
	);

async function post(net: Net, body: unknown): Promise<unknown> {
	const reply = await net.wire.post(typeof body === 'string' ? body : JSON.stringify(body));
	return reply.text === '' ? undefined : (JSON.parse(reply.text) as unknown);
}

describe('requests', () => {
	overBothWires((context) => {
		test('malformed JSON: -32700 without an id', async () => {
			const answer = await post(context().net, '{"jsonrpc": "2.0", "id": 1, "method": ');
			expect(answer).toMatchObject({ id: null, error: { code: -32700 } });
		});

		test('an unknown method: -32601', async () => {
			const answer = await context().net.ask('getLegders');
			expect(answer.error?.code).toBe(-32601);
		});

		test('positional parameters: -32602', async () => {
			const { net } = context();
			const answer = await net.ask('getTransaction', ['00'.repeat(32)]);
			expect(answer.error?.code).toBe(-32602);
		});

		test('absent and null parameters are as good as none', async () => {
			const { net } = context();
			expect(await post(net, request('getHealth', 1))).toHaveProperty('result');
			expect(await post(net, request('getHealth', 2, null))).toHaveProperty('result');
		});

		test('a string id comes back as a string', async () => {
			const answer = await post(context().net, request('getHealth', 'abc'));
			expect(answer).toMatchObject({ jsonrpc: '2.0', id: 'abc' });
		});

		test('a request without an id gets no answer', async () => {
			expect(await post(context().net, request('getHealth'))).toBeUndefined();
		});

		test('another version of JSON-RPC: -32600', async () => {
			const answer = await post(context().net, { jsonrpc: '1.0', id: 1, method: 'getHealth' });
			expect(answer).toMatchObject({ error: { code: -32600 } });
		});

		test('a body of 600 KiB fails as a whole', async () => {
			const { net } = context();
			const body = JSON.stringify(request('getHealth', 'x'.repeat(600 * 1024)));
			expect((await net.wire.post(body)).status).toBe(500);
			expect(await post(net, request('getHealth', 1))).toHaveProperty('result');
		});

		test('a body of exactly 512 KiB is answered, one byte more is not', async () => {
			const { net } = context();
			const bare = JSON.stringify(request('getHealth', ''));
			const full = JSON.stringify(request('getHealth', 'x'.repeat(MAX_BODY_BYTES - bare.length)));
			expect(full).toHaveLength(MAX_BODY_BYTES);
			expect((await net.wire.post(full)).status).toBe(200);
			expect((await net.wire.post(`${full} `)).status).toBe(500);
		});

		test('the limit counts bytes, not characters', async () => {
			const { net } = context();
			const body = JSON.stringify(request('getHealth', 'ü'.repeat(300 * 1024)));
			expect(body.length).toBeLessThan(MAX_BODY_BYTES);
			expect((await net.wire.post(body)).status).toBe(500);
		});
	});
});

describe('batches', () => {
	overBothWires((context) => {
		test('each element is answered under its id', async () => {
			const batch = [
				request('getHealth', 1),
				request('getNetwork', 2),
				request('getVersionInfo', 3)
			];
			const answers = (await post(context().net, batch)) as Answer<unknown>[];
			expect(answers.map((answer) => answer.id)).toEqual([1, 2, 3]);
			expect(answers.every((answer) => answer.result !== undefined)).toBe(true);
		});

		test('one bad member fails alone', async () => {
			const batch = [
				request('getHealth', 1),
				request('getLedgerEntries', 2, { keys: ['????'] }),
				request('nonsense', 3),
				request('getNetwork', 4)
			];
			const answers = (await post(context().net, batch)) as Answer<unknown>[];
			const byId = new Map(answers.map((answer) => [answer.id, answer]));
			expect(byId.get(1)?.result).toBeDefined();
			expect(byId.get(2)?.error?.code).toBe(-32602);
			expect(byId.get(3)?.error?.code).toBe(-32601);
			expect(byId.get(4)?.result).toBeDefined();
		});

		test('a member that is no request is answered first', async () => {
			const answers = (await post(context().net, [
				request('getHealth', 1),
				17
			])) as Answer<unknown>[];
			expect(answers).toHaveLength(2);
			expect(answers[0]).toMatchObject({ id: null, error: { code: -32600 } });
			expect(answers[1]).toMatchObject({ id: 1 });
		});

		test('a batch with one answer gives it bare', async () => {
			const { net } = context();
			expect(await post(net, [request('getHealth', 1)])).toMatchObject({ id: 1 });
			expect(await post(net, [request('getHealth', 1), request('getHealth')])).toMatchObject({
				id: 1
			});
		});

		test('a batch of notifications is answered by nothing', async () => {
			expect(
				await post(context().net, [request('getHealth'), request('getNetwork')])
			).toBeUndefined();
		});

		test('an empty batch: -32600', async () => {
			expect(await post(context().net, [])).toMatchObject({ error: { code: -32600 } });
		});
	});
});

describe('getLedgerEntries', () => {
	overBothWires((context) => {
		const keys = (count: number) => Array.from({ length: count }, () => accountKey(newKey()));

		test('200 keys are answered, 201 are refused: -32602', async () => {
			const { net } = context();
			const full = await net.ask<{ entries: unknown[] }>('getLedgerEntries', { keys: keys(200) });
			expect(full.result?.entries).toEqual([]);
			const over = await net.ask('getLedgerEntries', { keys: keys(201) });
			expect(over.error?.code).toBe(-32602);
		});

		test('a TTL key: -32602', async () => {
			const ttl = xdr.LedgerKey.ttl(new xdr.LedgerKeyTtl({ keyHash: new Uint8Array(32) }));
			const answer = await context().net.ask('getLedgerEntries', { keys: [ttl.toXdr('base64')] });
			expect(answer.error?.code).toBe(-32602);
		});

		test('bytes after a key: -32602', async () => {
			const padded = Buffer.concat([Buffer.from(accountKey(newKey()), 'base64'), Buffer.alloc(4)]);
			const answer = await context().net.ask('getLedgerEntries', {
				keys: [padded.toString('base64')]
			});
			expect(answer.error?.code).toBe(-32602);
		});

		test("the network's settings are entries", async () => {
			const { net } = context();
			const id = xdr.ConfigSettingId.configSettingContractComputeV0;
			const key = xdr.LedgerKey.configSetting(
				new xdr.LedgerKeyConfigSetting({ configSettingId: id })
			);
			const { entries } = await net.server.getLedgerEntries(key);
			const [entry] = entries;
			if (entry?.val.type !== 'configSetting') throw new Error('expected a setting');
			const setting = entry.val.value;
			if (setting.type !== 'configSettingContractComputeV0') throw new Error(setting.type);
			expect(setting.value.txMaxInstructions).toBe(400_000_000n);
			expect(setting.value.txMemoryLimit).toBe(41_943_040);
		});
	});
});

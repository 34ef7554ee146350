import { expect, test } from 'vitest';
import { parseNetworks } from '#lib/networks.ts';
import { ok } from '#lib/result.ts';
import networks from '../../../static/networks.json?raw';
import { KeeperState } from './keeper.svelte.ts';

const parsed = parseNetworks(networks);
if (!parsed.ok) throw new Error(parsed.error);
const network = parsed.value.networks[0]?.deployed;
const OPERATOR = `G${'A'.repeat(55)}`;

test('where keys are refused no worker is started, so no key is made or loaded', async () => {
	let spawned = 0;
	const refusal = 'on this address every site shares one storage';
	const keeper = new KeeperState({
		network: () => network,
		wallet: () => OPERATOR,
		refusal: () => refusal,
		chain: () => Promise.resolve(ok({ kind: 'rpc', urls: ['http://127.0.0.1:1/'] })),
		spawn: () => {
			spawned += 1;
			throw new Error('expected no worker');
		}
	});
	const refused = { ok: false, error: { kind: 'refused-here', detail: refusal } };
	expect(await keeper.look()).toEqual(refused);
	expect(await keeper.prepareKey()).toEqual(refused);
	expect(await keeper.start('dry')).toEqual(refused);
	expect(await keeper.stopAndSweep()).toEqual(refused);
	expect(spawned).toBe(0);
	expect(keeper.link).toBe('none');
});

import { expect, test } from 'vitest';
import { review, sign } from '#lib/flows/run.ts';
import type { FlowRequest } from '#lib/flows/request.ts';
import type { FlowStage } from '#lib/flows/stage.ts';
import { shares, usdc } from '#lib/math/amount.ts';
import { closeUntil, openWorld, outcomesOf } from '../engine/world.ts';
import { landed, visit, whole } from './world.ts';

/* A person takes minutes to sign, and the vault lives on meanwhile: what was declared must do for what it has become. */

const REQUESTS: readonly FlowRequest[] = [
	{ kind: 'redeem', shares: shares(whole(10)), minAssets: usdc(1n) },
	{ kind: 'withdraw', assets: usdc(whole(10)), maxShares: shares(whole(20)) },
	{ kind: 'deposit', assets: usdc(whole(10)), minShares: shares(1n) }
];

for (const request of REQUESTS) {
	test(`a ${request.kind} that is reviewed before a fill and signed after it is applied`, async () => {
		const world = await openWorld(1);
		const lp = await visit(world);
		landed(await lp.perform({ kind: 'trustline' }));
		landed(await lp.perform({ kind: 'faucet', amount: usdc(whole(1_000)) }));
		const first = { kind: 'deposit', assets: usdc(whole(500)), minShares: shares(1n) } as const;
		landed(await lp.perform(first));
		await world.scene.stage.warp(200);
		const race = await world.start();
		await world.crash(25);
		const { signal } = world.scene.stage;
		const stages: FlowStage[] = [];
		const push = (next: FlowStage) => stages.push(next);
		const patient = { ...lp.ports, patienceSecs: 86_400 };
		const assembled = await review(request, patient, push, signal);
		if (assembled === undefined) throw new Error(JSON.stringify(stages));
		await closeUntil(world, () =>
			race.racers.some(({ feed }) =>
				outcomesOf(feed).some((one) => one.kind === 'won' && one.receipt !== undefined)
			)
		);
		await race.stop();
		await sign(assembled, patient, push, signal);
		expect(landed(stages)).toBeGreaterThan(0);
	});
}

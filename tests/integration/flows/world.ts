import { createAccountIntent } from '#lib/chain/classic.ts';
import { jsonRpc, type JsonRpc } from '#lib/chain/json-rpc.ts';
import type { Transport } from '#lib/chain/transport.ts';
import { demoPorts } from '#lib/flows/demo-ports.ts';
import { fundAccount } from '#lib/flows/fund.ts';
import type { FlowRequest } from '#lib/flows/request.ts';
import { review, sign, type FlowPorts } from '#lib/flows/run.ts';
import type { FlowStage } from '#lib/flows/stage.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import { ok } from '#lib/result.ts';
import { flowRecords, type FlowRecords } from '#lib/storage/flow-records.ts';
import { demoWallet } from '#lib/wallet/demo.ts';
import type { SignRequest, Wallet } from '#lib/wallet/wallet.ts';
import { memoryStore } from '../../fixtures/memory-store.ts';
import { openWorld, type World } from '../engine/world.ts';

export const whole = (units: number): bigint => BigInt(units) * SCALE_7;

/** Somebody with a demo wallet on a deployed sandbox. */
export interface Visitor {
	readonly world: World;
	readonly ports: FlowPorts;
	readonly records: FlowRecords;
	/** What the wallet was asked to sign. */
	readonly asked: readonly SignRequest[];
	/** From the request to its end, agreeing to what is shown. Its stages. */
	perform(request: FlowRequest, more?: Partial<FlowPorts>): Promise<readonly FlowStage[]>;
}

export const patience = 300;

/** Each look at a transaction comes after another ledger. */
export const closing = (world: World) => ({ sleep: () => world.scene.stage.closeLedger() });

/** The same network, every body and answer passing through `alter`. */
export const altered = (
	transport: Transport,
	alter: (request: string, answer: string) => string
): JsonRpc =>
	jsonRpc({
		async post(body, signal) {
			const answer = await transport.post(body, signal);
			return answer.ok ? ok(alter(body, answer.value)) : answer;
		}
	});

/** An account opened by Friendbot's funds, a wallet that agrees, and records in memory. */
export async function visit(world: World): Promise<Visitor> {
	const { scene, sandbox } = world;
	const { network, stage, funder } = scene;
	const rpc = jsonRpc(sandbox.transport);
	const asked: SignRequest[] = [];
	const clock = closing(world);
	const wallet: Wallet = demoWallet(
		demoPorts(
			{ store: memoryStore(), refusal: undefined },
			{
				passphrase: network.passphrase,
				ask: (request) => {
					asked.push(request);
					return Promise.resolve(true);
				},
				fund: (address, signal) =>
					fundAccount(
						address,
						{
							rpc,
							clock,
							pollMs: 1,
							ask: async () => {
								await stage.perform(
									'friendbot',
									funder,
									createAccountIntent(address, whole(10_000))
								);
								return ok(null);
							}
						},
						signal
					)
			}
		)
	);
	const { signal } = stage;
	const account = await wallet.connect(signal);
	if (!account.ok) throw new Error(`the demo wallet: ${account.error.kind}`);
	const records = flowRecords(memoryStore());
	const ports: FlowPorts = {
		...{ rpc, network, wallet, records, clock },
		networkName: 'sandbox',
		account: account.value,
		pollMs: 1,
		patienceSecs: patience
	};
	return {
		...{ world, ports, records, asked },
		async perform(request, more = {}) {
			const stages: FlowStage[] = [];
			const own = { ...ports, ...more };
			const push = (next: FlowStage) => stages.push(next);
			const assembled = await review(request, own, push, signal);
			if (assembled !== undefined) await sign(assembled, own, push, signal);
			return stages;
		}
	};
}

export async function openVisit(keepers = 1): Promise<Visitor> {
	return visit(await openWorld(keepers));
}

/** The ledger in which a flow ended well, or an error that says how it ended instead. */
export function landed(stages: readonly FlowStage[]): number {
	const last = stages.at(-1);
	if (last?.kind === 'done') return last.ledger;
	throw new Error(`expected a transaction in a ledger, found ${JSON.stringify(last, bigints)}`);
}

export const bigints = (_key: string, value: unknown): unknown =>
	typeof value === 'bigint' ? value.toString() : value;

import { jsonRpc, type JsonRpc } from '#lib/chain/json-rpc.ts';
import { keeperExecutor } from '#lib/chain/keeper-executor.ts';
import { keeperReader } from '#lib/chain/keeper-reader.ts';
import type { Transport } from '#lib/chain/transport.ts';
import type { FeedItem } from '#lib/keeper/feed.ts';
import { INITIAL, type Snapshot } from '#lib/keeper/phase.ts';
import { DEFAULT_POLICY, type Policy } from '#lib/keeper/policy.ts';
import { runEngine } from '#worker/engine.ts';
import type { KeeperParty } from '#lib/deployment/world/cast.ts';
import { DrivenClock } from '#worker/driven-clock.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import type { DrivenScene } from './driven-stage.ts';

/** One engine on the stage, with what it has told. */
export interface Racer {
	readonly party: KeeperParty;
	readonly rpc: JsonRpc;
	readonly feed: readonly FeedItem[];
	readonly snapshot: () => Snapshot;
}

interface RunningRacer extends Racer {
	readonly clock: DrivenClock;
	readonly ended: Promise<void>;
}

export interface RaceTerms {
	/** Routes of the vault. */
	readonly routeCount: number;
	readonly policy?: Policy;
	/** How the keepers reach the network; without it as everybody does. */
	readonly transport?: Transport;
}

/** Keepers that race on driven ledgers, each with a client, a clock and a key of its own. */
export class Race {
	readonly racers: readonly RunningRacer[];
	readonly #stop = new AbortController();

	constructor(scene: DrivenScene, parties: readonly KeeperParty[], terms: RaceTerms) {
		this.racers = parties.map((party) => start(scene, party, terms, this.#stop.signal));
	}

	/** Resolves once every engine has done what it had to do in the ledger that is open to it. */
	async settled(): Promise<void> {
		await Promise.all(
			this.racers.map((racer) => Promise.race([racer.clock.waiting(), racer.ended]))
		);
	}

	/** Shows every engine the ledger that has just closed, and waits until they wait again. */
	async look(): Promise<void> {
		for (const { clock } of this.racers) clock.wake();
		await this.settled();
	}

	/** Nothing is on its way, and there is nothing that anybody would do now or later. */
	get isQuiet(): boolean {
		return this.racers.every((racer) => {
			const { phase, accounts } = racer.snapshot();
			const idle = accounts.every(
				({ decision }) => decision === undefined || decision.kind === 'skip'
			);
			return phase.kind === 'scanning' && idle;
		});
	}

	async stop(): Promise<void> {
		this.#stop.abort();
		await Promise.all(this.racers.map(({ ended }) => ended));
	}
}

function start(
	{ stage, network }: DrivenScene,
	party: KeeperParty,
	{ routeCount, policy = DEFAULT_POLICY, transport = stage.sandbox.transport }: RaceTerms,
	signal: AbortSignal
): RunningRacer {
	const rpc = jsonRpc(transport);
	const scope = {
		network,
		pool: firstOf(network.pools, 'pool'),
		operator: party.operator.address,
		session: party.session.address,
		routeCount
	};
	const clock = new DrivenClock();
	const feed: FeedItem[] = [];
	let snapshot = INITIAL;
	const ended = runEngine(
		{
			reader: keeperReader(rpc, scope, policy),
			executor: keeperExecutor(rpc, scope, party.session, policy),
			clock
		},
		policy,
		{
			snapshot: (next) => {
				snapshot = next;
			},
			feed: (item) => {
				feed.push(item);
			}
		},
		signal
	);
	return { party, rpc, feed, snapshot: () => snapshot, clock, ended };
}

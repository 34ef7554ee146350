import type { JsonRpc } from '#lib/chain/json-rpc.ts';
import { keeperExecutor } from '#lib/chain/keeper-executor.ts';
import { keeperReader } from '#lib/chain/keeper-reader.ts';
import type { KeeperParty } from '#lib/deployment/world/cast.ts';
import { firstOf } from '#lib/deployment/world/market.ts';
import type { Temper } from '#lib/deployment/world/temper.ts';
import { explainDecision, shortAddress, type NameOf } from '#lib/keeper/explain.ts';
import type { FeedItem } from '#lib/keeper/feed.ts';
import { INITIAL, type Snapshot } from '#lib/keeper/phase.ts';
import { DEFAULT_POLICY, type Policy } from '#lib/keeper/policy.ts';
import { usdc } from '#lib/math/amount.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import type { Network } from '#lib/networks.ts';
import { DrivenClock } from './driven-clock.ts';
import { runEngine } from './engine.ts';

/** What a patient keeper wants of a fill. The lot of an auction grows by about a dollar per ledger for each 200 of debt. */
const PATIENT_PROFIT = usdc(250n * SCALE_7);

const POLICIES: Readonly<Record<Temper, Policy>> = {
	eager: DEFAULT_POLICY,
	patient: { ...DEFAULT_POLICY, minProfit: PATIENT_PROFIT }
};

export interface HousePorts {
	readonly rpc: () => JsonRpc;
	readonly network: Network;
	/** Routes of the vault. */
	readonly routeCount: number;
	readonly temper: Temper;
	readonly nameOf: NameOf;
	readonly feed: (name: string, item: FeedItem) => void;
}

const SENT_KEPT = 24;

interface FillPlan {
	readonly user: string;
	readonly ledger: number;
}
interface SentHash {
	readonly hash: string;
	readonly ledger: number;
}

/** A keeper of the house: the engine of any keeper, shown each ledger as it closes. */
export class HouseKeeper {
	readonly party: KeeperParty;
	readonly #ports: HousePorts;
	#snapshot: Snapshot = INITIAL;
	#sent: readonly SentHash[] = [];
	#life:
		| { readonly clock: DrivenClock; readonly stop: AbortController; readonly ended: Promise<void> }
		| undefined;

	constructor(party: KeeperParty, ports: HousePorts) {
		this.party = party;
		this.#ports = ports;
	}

	get isOn(): boolean {
		return this.#life !== undefined;
	}

	/** What it makes of the ledger, in a sentence. */
	get doing(): string {
		return this.isOn ? doing(this.#snapshot, this.#ports.nameOf) : 'Switched off.';
	}

	/** Ledger in which it means to fill each auction that it waits for. */
	get plans(): readonly FillPlan[] {
		if (!this.isOn) return [];
		return this.#snapshot.accounts.flatMap(({ user, decision }) => {
			if (decision?.kind === 'fill') return [{ user, ledger: this.#snapshot.ledger + 1 }];
			const waits = decision?.kind === 'wait' && decision.reason.kind === 'until-profitable';
			return waits ? [{ user, ledger: decision.reason.ledger }] : [];
		});
	}

	/** What it sent, newest first. */
	get sent(): readonly SentHash[] {
		return this.#sent;
	}

	/** An auction that it waits for, or takes part in. */
	get hasAuction(): boolean {
		return this.#snapshot.accounts.some(({ auctionFrom }) => auctionFrom !== undefined);
	}

	start(): void {
		if (this.#life !== undefined) return;
		const { rpc, network, routeCount, temper, feed } = this.#ports;
		const { name, operator, session } = this.party;
		const policy = POLICIES[temper];
		const pool = firstOf(network.pools, 'pool');
		const scope = {
			...{ network, pool, routeCount },
			...{ operator: operator.address, session: session.address }
		};
		const own = rpc();
		const clock = new DrivenClock();
		const stop = new AbortController();
		const ended = runEngine(
			{
				reader: keeperReader(own, scope, policy),
				executor: keeperExecutor(own, scope, session, policy),
				clock
			},
			policy,
			{
				snapshot: (next) => {
					this.#snapshot = next;
				},
				feed: (item) => {
					if (item.kind === 'sent') this.#remember(item);
					feed(name, item);
				}
			},
			stop.signal
		);
		this.#life = { clock, stop, ended };
	}

	#remember({ hash, ledger }: SentHash): void {
		this.#sent = [{ hash, ledger }, ...this.#sent].slice(0, SENT_KEPT);
	}

	/** Shows it the ledger that has just closed. While it is still at work on an earlier one it skips this one. */
	wake(): void {
		this.#life?.clock.wake();
	}

	/** Resolves once it has done what it had to do in the ledger that is open to it. */
	async settled(): Promise<void> {
		if (this.#life === undefined) return;
		await Promise.race([this.#life.clock.waiting(), this.#life.ended]);
	}

	async stop(): Promise<void> {
		const life = this.#life;
		this.#life = undefined;
		life?.stop.abort();
		await life?.ended;
	}
}

function doing({ phase, accounts }: Snapshot, nameOf: NameOf): string {
	switch (phase.kind) {
		case 'stopped':
			return 'Switched off.';
		case 'starting':
			return 'Reads who is in the pool.';
		case 'acting':
			return 'Waits for its transaction.';
		case 'backing-off':
			return `Cannot read the chain: ${phase.because.kind}.`;
		case 'crashed':
			return `Ended: ${phase.message}.`;
		case 'scanning': {
			for (const { user, decision } of accounts) {
				if (decision === undefined || decision.kind === 'skip') continue;
				return `${shortAddress(user)}: ${explainDecision(decision, nameOf)}.`;
			}
			return `Watches ${accounts.length} positions; none can be liquidated.`;
		}
	}
}

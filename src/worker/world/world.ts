import { jsonRpc, type JsonRpc } from '#lib/chain/json-rpc.ts';
import type { Signer } from '#lib/chain/signer.ts';
import { tokenNames, type KeeperParty } from '#lib/deployment/world/cast.ts';
import { Stage, STAGE_CAPS, type Scene } from '#lib/deployment/world/stage.ts';
import { temperOf } from '#lib/deployment/world/temper.ts';
import { feedLine } from '#lib/keeper/feed-line.ts';
import type { FeedItem } from '#lib/keeper/feed.ts';
import type { Network } from '#lib/networks.ts';
import { err, ok, type Result } from '#lib/result.ts';
import { SANDBOX_PASSPHRASE } from '#lib/sandbox/config.ts';
import type { SandboxHost } from '#lib/sandbox/host.ts';
import { HouseKeeper } from '../house.ts';
import type { HouseKeeper as HouseState, Person, WorldState } from '../sandbox-protocol.ts';
import { sandboxControls, type SandboxControls } from './controls.ts';
import type { WorldLog } from './log.ts';
import type { LoggedNetwork } from './logged-network.ts';
import type { PostAnswer } from './messages.ts';
import type { WorldNote } from './note.ts';
import { Story } from './story.ts';
import { Trader } from './trader.ts';

/** Between two looks whether a ledger is due. */
const LOOK_EVERY_MS = 50;
/** States are published at most this often, but at once when a command is done. */
const PUBLISH_EVERY_MS = 200;
/** Ledger time may lag behind the clock this far; then it is set right. */
const MOST_LAG_SECS = 30;

/** Ledgers until the house has found its first auction, and the age at which visitors find it: a little before it pays. */
const AUCTION_WITHIN = 10;
const RIPE_AGE = 160;

/** The part of a state that the world itself knows; who shows it adds the rest. */
export type WorldView = Omit<WorldState, 'seq' | 'phase'>;

export interface WorldParts {
	readonly seed: string;
	readonly network: LoggedNetwork;
	readonly contracts: Network;
	readonly routeCount: number;
	readonly funder: Signer;
	readonly deployer: Signer;
	readonly trader: Signer;
	readonly house: readonly KeeperParty[];
	readonly note: WorldNote;
	/** Its pace; `undefined`: it stands still. */
	readonly ledgerMs: number | undefined;
}

export interface WorldPorts {
	/** Unix milliseconds. */
	readonly now: () => number;
	/** Waits; ends early, without throwing, when the signal aborts. */
	readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
	readonly publish: (view: WorldView) => void;
	readonly log: Pick<WorldLog, 'begin' | 'noted' | 'settled'> | undefined;
}

/** One seeded world, alive: its clock, the people in it who act by themselves, and its story. */
export class World {
	readonly seed: string;
	readonly house: readonly HouseKeeper[];
	/** For commands: a ledger closes for each of their transactions even while the world stands still. */
	readonly scene: Scene;
	readonly controls: SandboxControls;
	readonly now: () => number;
	readonly #network: LoggedNetwork;
	readonly #ports: WorldPorts;
	readonly #trader: Trader;
	readonly #stop = new AbortController();
	readonly #story: Story;
	#people: readonly Person[];
	/** `undefined`: it stands still. */
	#ledgerMs: number | undefined;
	#ledger = 0;
	#closedAt = 0;
	#changed = true;
	#publishedAt = 0;
	/** Released by the next ledger, and whenever the clock is started or stopped. */
	#turn = Promise.withResolvers<undefined>();
	#ended: Promise<void> = Promise.resolve();

	constructor(parts: WorldParts, ports: WorldPorts) {
		const { note, contracts, network } = parts;
		this.seed = parts.seed;
		this.now = ports.now;
		this.#network = network;
		this.#ports = ports;
		this.#story = new Story(note.lines);
		this.#people = note.people;
		this.#ledgerMs = parts.ledgerMs;
		const rpc = () => jsonRpc({ post: (body) => this.post(body) });
		this.controls = sandboxControls(rpc());
		const { funder, deployer } = parts;
		const on = (settle: (signal: AbortSignal) => Promise<void>): Scene => ({
			...{ network: contracts, funder, deployer },
			stage: this.#stage(rpc(), settle)
		});
		this.scene = on(() => (this.isPaused ? this.close(1) : this.#nextTurn()));
		this.#trader = new Trader(parts.trader, note.arbitrage, on, (reason) => {
			this.tell({ ledger: this.#ledger, who: 'trader', text: `could not trade: ${reason}` });
		});
		const nameOf = tokenNames(contracts);
		this.house = parts.house.map(
			(party) =>
				new HouseKeeper(party, {
					...{ rpc, network: contracts, routeCount: parts.routeCount, nameOf },
					temper: temperOf(parts.seed),
					feed: (name, item) => {
						if (isNews(item)) this.tell(feedLine(name, item, nameOf));
					}
				})
		);
		for (const keeper of this.house) {
			if (note.house.includes(keeper.party.name)) keeper.start();
		}
	}

	/** For a server that answers at once. What it is asked is not written down. */
	get host(): SandboxHost {
		return this.#network.host;
	}

	get isPaused(): boolean {
		return this.#ledgerMs === undefined;
	}

	get people(): readonly Person[] {
		return this.#people;
	}

	get note(): WorldNote {
		const on = this.house.filter(({ isOn }) => isOn);
		return {
			people: this.#people,
			house: on.map(({ party }) => party.name),
			arbitrage: this.#trader.isOn,
			lines: this.#story.lines
		};
	}

	/** JSON-RPC text in, text out. */
	async post(body: string): Promise<PostAnswer> {
		return ok(await this.#network.post(body));
	}

	/** Lets the first loan that went bad come to auction, and the auction come of age, before anybody watches. */
	async ripen(): Promise<void> {
		for (let closed = 0; closed < AUCTION_WITHIN; closed += 1) {
			if (this.house.some((keeper) => keeper.hasAuction)) break;
			await this.close(1);
		}
		await this.controls.closeLedgers(RIPE_AGE);
	}

	/** Starts the clock, and to write down what happens. */
	async begin(): Promise<void> {
		this.#ports.log?.begin();
		await this.#look();
		if (this.#ledgerMs !== undefined) await this.run(this.#ledgerMs);
		await this.#ports.log?.settled();
		this.publish();
		this.#ended = this.#live(this.#stop.signal);
	}

	/** Ends everything that acts by itself; what is on its way stays in the network's queue. */
	async stop(): Promise<void> {
		this.#stop.abort();
		this.#release();
		this.#trader.stop();
		await Promise.all(this.house.map((keeper) => keeper.stop()));
		await this.#ended;
	}

	async run(ledgerMs: number): Promise<void> {
		await this.controls.run(ledgerMs);
		this.#ledgerMs = ledgerMs;
		await this.#catchUp(2);
		this.#release();
	}

	async halt(): Promise<void> {
		await this.controls.halt();
		this.#ledgerMs = undefined;
		this.#release();
	}

	/** Closes ledgers one by one, each as everybody here has done what there was to do in the one before. */
	async close(ledgers: number): Promise<void> {
		for (let closed = 0; closed < ledgers; closed += 1) {
			await this.controls.closeLedgers(1);
			await this.#closed();
			await this.settled();
		}
	}

	/** Everybody who acts by himself has done what there was to do in the newest ledger. */
	async settled(): Promise<void> {
		await Promise.all([this.#trader, ...this.house].map((one) => one.settled()));
	}

	/** Ledger time forward, in one ledger. */
	async warp(seconds: number): Promise<void> {
		await this.controls.warp(seconds);
		await this.#closed();
	}

	/** An account with 10,000 XLM for somebody who has none. */
	async befriend(address: string): Promise<Result<null, string>> {
		const paid = await this.controls.friendbot(address, this.isPaused);
		if (!paid.ok)
			return err(paid.error.kind === 'rpc-error' ? paid.error.message : paid.error.kind);
		if (this.isPaused) await this.#closed();
		else await this.#nextTurn();
		return ok(null);
	}

	/** The browser does not keep it. */
	forgets(reason: string): void {
		const text = `this browser does not keep the network (${reason}): it ends with this tab`;
		this.tell({ ledger: this.#ledger, who: 'network', text });
	}

	tell(line: Parameters<Story['tell']>[0]): void {
		this.#story.tell(line);
		this.#changed = true;
	}

	addPerson(person: Person): void {
		this.#people = [...this.#people, person];
		this.#ports.log?.noted();
		this.#changed = true;
	}

	set arbitrage(on: boolean) {
		this.#trader.isOn = on;
		this.#ports.log?.noted();
		this.#changed = true;
	}

	async switchHouse(keeper: HouseKeeper, on: boolean): Promise<void> {
		if (on) keeper.start();
		else await keeper.stop();
		this.#ports.log?.noted();
		this.#changed = true;
	}

	publish(): void {
		this.#changed = false;
		this.#publishedAt = this.now();
		this.#ports.publish({
			ledger: this.#ledger,
			closedAt: this.#closedAt,
			ledgerMs: this.#ledgerMs,
			house: this.house.map(stateOf),
			arbitrage: this.#trader.isOn,
			people: this.#people,
			lines: this.#story.lines
		});
	}

	#stage(rpc: JsonRpc, settle: (signal: AbortSignal) => Promise<void>): Stage {
		const chain = { rpc, passphrase: SANDBOX_PASSPHRASE, settle, caps: STAGE_CAPS };
		const tell: World['tell'] = (line) => {
			this.tell(line);
		};
		return new Stage(chain, tell, this.#stop.signal);
	}

	async #live(signal: AbortSignal): Promise<void> {
		while (!signal.aborted) {
			if (this.#network.tick(this.now()) > 0) {
				await this.#closed();
				await this.#catchUp(MOST_LAG_SECS);
			}
			if (this.#changed && this.now() - this.#publishedAt >= PUBLISH_EVERY_MS) this.publish();
			await this.#ports.pause(LOOK_EVERY_MS, signal);
		}
	}

	/** A computer that slept: ledger time goes on where the clock is, one ledger later. */
	async #catchUp(mostSecs: number): Promise<void> {
		const lag = Math.floor(this.now() / 1_000) - this.#closedAt;
		if (lag <= mostSecs) return;
		await this.controls.warp(lag);
		await this.#closed();
	}

	async #closed(): Promise<void> {
		await this.#look();
		for (const one of [this.#trader, ...this.house]) one.wake();
		this.#release();
		this.#changed = true;
	}

	async #look(): Promise<void> {
		const info = await this.controls.info();
		if (!info.ok) return; // as good as the ledger before: the next look tells
		this.#ledger = info.value.latestLedger;
		this.#closedAt = info.value.latestCloseTime;
	}

	#nextTurn(): Promise<undefined> {
		return this.#stop.signal.aborted ? Promise.resolve(undefined) : this.#turn.promise;
	}

	#release(): void {
		this.#turn.resolve(undefined);
		this.#turn = Promise.withResolvers();
	}
}

/** What a reader of the story wants of a keeper's own feed: not that somebody safe is there. */
const isNews = (item: FeedItem): boolean => item.kind !== 'saw' || item.sighting.state !== 'safe';

const stateOf = (keeper: HouseKeeper): HouseState => ({
	name: keeper.party.name,
	operator: keeper.party.operator.address,
	session: keeper.party.session.address,
	on: keeper.isOn,
	doing: keeper.doing,
	plans: keeper.plans,
	sent: keeper.sent
});

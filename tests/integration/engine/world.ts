import { readBooks, type Books } from '../../../scripts/demo/books.ts';
import { castOf, type Cast } from '#lib/deployment/world/cast.ts';
import { followOracle, movePrice } from '#lib/deployment/world/market.ts';
import { prologue, SETTING, type Setting } from '#lib/deployment/world/prologue.ts';
import { Race, type RaceTerms } from '../../../scripts/demo/race.ts';
import { sentBy, type SentTransaction } from '../../../scripts/demo/receipts.ts';
import { inProcess, type SandboxNetwork } from '../../../scripts/demo/sandbox-network.ts';
import { openScene } from '../../../scripts/demo/scene.ts';
import { DrivenStage, type DrivenScene } from '../../../scripts/demo/driven-stage.ts';
import type { Decision } from '#lib/keeper/decision.ts';
import type { FeedItem } from '#lib/keeper/feed.ts';
import type { Outcome } from '#lib/keeper/outcome.ts';

/** A deployed sandbox with a cast, on which engines run. */
export interface World {
	readonly sandbox: SandboxNetwork;
	readonly scene: DrivenScene;
	readonly cast: Cast;
	books(): Promise<Books>;
	/** The oracle's price of XLM falls by that percent; the market follows unless told not to. */
	crash(percent: number, marketFollows?: boolean): Promise<void>;
	/** Starts the keepers of the cast; from then on every ledger waits for them. */
	start(terms?: Omit<RaceTerms, 'routeCount'>): Promise<Race>;
}

export async function openWorld(
	keepers = 2,
	setting: Partial<Setting> = {},
	seed = '1'
): Promise<World> {
	const sandbox = await inProcess(seed.padStart(64, '0'));
	if (!sandbox.ok) throw new Error(sandbox.error);
	const stage = new DrivenStage(sandbox.value, () => undefined);
	const scene = await openScene(stage);
	const cast = await castOf(seed, sandbox.value.info.latestLedger, keepers);
	await prologue(scene, cast, { ...SETTING, ...setting });
	const books = () => readBooks(scene, cast.keepers);
	return {
		sandbox: sandbox.value,
		scene,
		cast,
		books,
		crash: async (percent, marketFollows = true) => {
			const left = BigInt(100 - percent);
			await movePrice(scene, (old) => (old * left) / 100n, 'a test');
			if (marketFollows) await followOracle(scene);
		},
		start: async (terms = {}) => {
			const { vault } = await books();
			const race = new Race(scene, cast.keepers, { routeCount: vault.routeCount, ...terms });
			await race.settled();
			stage.onClose(() => race.look());
			return race;
		}
	};
}

/** Closes ledgers until a condition holds, or fails loudly. */
export async function closeUntil(world: World, holds: () => boolean, atMost = 600): Promise<void> {
	for (let closed = 0; closed < atMost; closed += 1) {
		if (holds()) return;
		await world.scene.stage.closeLedger();
	}
	throw new Error(`the condition did not hold within ${atMost} ledgers`);
}

export const decisionsOf = (feed: readonly FeedItem[]): readonly Decision[] =>
	feed.flatMap((item) => (item.kind === 'decided' ? [item.decision] : []));

export const outcomesOf = (feed: readonly FeedItem[]): readonly Outcome[] =>
	feed.flatMap((item) => (item.kind === 'outcome' ? [item.outcome] : []));

export const transactionsOf = async (
	world: World,
	race: Race
): Promise<readonly (readonly SentTransaction[])[]> =>
	Promise.all(race.racers.map((racer) => sentBy(world.scene, racer)));

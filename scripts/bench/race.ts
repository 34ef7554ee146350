import { appliedCost, type AppliedCost } from '../costs/applied.ts';
import { readBooks } from '../demo/books.ts';
import { castOf } from '#lib/deployment/world/cast.ts';
import { followOracle, movePrice } from '#lib/deployment/world/market.ts';
import { prologue } from '#lib/deployment/world/prologue.ts';
import { Race } from '../demo/race.ts';
import { sentBy, type SentTransaction } from '../demo/receipts.ts';
import type { DrivenScene } from '../demo/driven-stage.ts';
import { countingTransport, type Traffic } from './counting-transport.ts';
import { clocked, timing, type Timing } from './measure.ts';

const KEEPERS = 2;
const MAX_LEDGERS = 600;
/** Ledgers in which nothing happens, watched before the price falls. */
const QUIET_LEDGERS = 50;

export interface RaceCost {
	readonly keepers: number;
	readonly ledgers: number;
	/** From a close to the moment every keeper waits for the next. */
	readonly perLedger: Timing;
	readonly quietPosts: readonly number[];
	readonly transactions: readonly number[];
	readonly posts: readonly number[];
	/** Of all keepers together. */
	readonly traffic: Traffic;
	readonly fill: AppliedCost | undefined;
}

/** A whole race as the demo plays it, counted. */
export async function costOfRace(scene: DrivenScene, seed: string): Promise<RaceCost> {
	const { stage } = scene;
	const { ledger } = await stage.head();
	const cast = await castOf(seed, ledger, KEEPERS);
	await prologue(scene, cast);
	const { vault } = await readBooks(scene, cast.keepers);
	const transport = countingTransport(stage.sandbox.transport);
	const race = new Race(scene, cast.keepers, { routeCount: vault.routeCount, transport });
	await race.settled();
	stage.onClose(() => race.look());
	const posts = () => race.racers.map(({ rpc }) => rpc.posts);
	const atStart = posts();
	for (let quiet = 0; quiet < QUIET_LEDGERS; quiet += 1) await stage.closeLedger();
	const quietPosts = posts().map((count, index) => count - (atStart[index] ?? 0));
	const beforeFall = posts();
	Object.assign(transport.traffic, { posts: 0, calls: 0, bytesUp: 0, bytesDown: 0 });

	await movePrice(scene, (old) => (old * 75n) / 100n, 'falls by 25 %');
	await followOracle(scene);
	const samples: number[] = [];
	do {
		samples.push((await clocked(() => stage.closeLedger())).ms);
	} while (!race.isQuiet && samples.length < MAX_LEDGERS);
	stage.onClose(() => Promise.resolve());
	await race.stop();
	const sent = await Promise.all(race.racers.map((racer) => sentBy(scene, racer)));
	return {
		keepers: KEEPERS,
		ledgers: samples.length,
		perLedger: timing(samples),
		quietPosts: quietPosts.map((count) => count / QUIET_LEDGERS),
		transactions: sent.map((own) => own.length),
		posts: posts().map((count, index) => count - (beforeFall[index] ?? 0)),
		traffic: { ...transport.traffic },
		fill: await costOfFill(scene, sent.flat())
	};
}

/** Of the fill that won. */
async function costOfFill(
	{ stage }: DrivenScene,
	sent: readonly SentTransaction[]
): Promise<AppliedCost | undefined> {
	const fill = sent.find(({ action, succeeded }) => action.kind === 'fill' && succeeded);
	return fill === undefined ? undefined : appliedCost(stage.chain.rpc, fill.hash, stage.signal);
}

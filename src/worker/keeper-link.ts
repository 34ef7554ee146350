import { proxy, transfer, wrap, type Endpoint } from 'comlink';
import { err, ok, type Result } from '#lib/result.ts';
import type {
	ChainLink,
	Crashed,
	KeeperApi,
	KeeperIdentity,
	KeeperMode,
	KeeperReport,
	KeeperStart,
	KeyError,
	KeyRole,
	StartError,
	SweepError
} from './protocol.ts';

type Call<T, E> = Promise<Result<T, E | Crashed>>;

/** A keeper worker as its page sees it. Every call ends: a dead worker answers `crashed`. */
export interface KeeperLink {
	readonly crashed: Promise<string>;
	prepareKey(identity: KeeperIdentity, role: KeyRole): Call<{ readonly address: string }, KeyError>;
	findKey(identity: KeeperIdentity): Call<{ readonly address: string } | undefined, KeyError>;
	start(config: KeeperStart): Call<null, StartError>;
	watch(identity: KeeperIdentity): Call<boolean, never>;
	setMode(mode: KeeperMode): Call<null, never>;
	stop(): Call<null, never>;
	stopAndSweep(identity: KeeperIdentity): Call<null, SweepError>;
}

/** How often the worker is asked whether it is there. Milliseconds. */
const PING_MS = 5_000;
/** Unanswered at that many askings in a row, it hangs. A page that slept asks once too often, and no more. */
const MOST_UNANSWERED = 4;

/** Speaks to a keeper over a message channel. `died`: resolves when the other side cannot answer any more. */
export async function keeperLink(
	endpoint: Endpoint,
	died: Promise<string>,
	chain: ChainLink,
	report: (report: KeeperReport) => void
): Promise<Result<KeeperLink, string>> {
	const remote = wrap<KeeperApi>(endpoint);
	const crashed = Promise.race([died, hangs(() => remote.ping(), died)]);
	const guard = async <T>(call: Promise<T>): Promise<Result<T, Crashed>> => {
		try {
			return await Promise.race([
				call.then(ok),
				crashed.then((detail) => err({ kind: 'crashed', detail } as const))
			]);
		} catch (cause) {
			return err({ kind: 'crashed', detail: String(cause) });
		}
	};
	const told = await guard(
		(async () => {
			await remote.connect(chain.kind === 'port' ? transfer(chain, [chain.port]) : chain);
			await remote.subscribe(proxy(report));
		})()
	);
	if (!told.ok) return err(told.error.detail);
	const flat = async <T, E>(call: Promise<Result<T, E>>): Call<T, E> => {
		const answer = await guard(call);
		return answer.ok ? answer.value : answer;
	};
	const done = async (call: Promise<unknown>): Call<null, never> => {
		const answer = await guard(call);
		return answer.ok ? ok(null) : answer;
	};
	return ok({
		crashed,
		prepareKey: (identity, role) => flat(remote.prepareKey(identity, role)),
		findKey: (identity) => flat(remote.findKey(identity)),
		start: (config) => flat(remote.start(config)),
		watch: (identity) => guard(remote.watch(identity)),
		setMode: (mode) => done(remote.setMode(mode)),
		stop: () => done(remote.stop()),
		stopAndSweep: (identity) => flat(remote.stopAndSweep(identity))
	});
}

/** Resolves if the worker is stuck. Counts askings, not time: a frozen page sees time jump, and its answers come late. */
function hangs(ping: () => Promise<unknown>, died: Promise<string>): Promise<string> {
	return new Promise((resolve) => {
		let unanswered = 0;
		const timer = setInterval(() => {
			unanswered += 1;
			if (unanswered > MOST_UNANSWERED) {
				clearInterval(timer);
				resolve('the worker does not answer');
				return;
			}
			void ping().then(
				() => {
					unanswered = 0;
				},
				() => undefined
			);
		}, PING_MS);
		void died.then(() => {
			clearInterval(timer);
		});
	});
}

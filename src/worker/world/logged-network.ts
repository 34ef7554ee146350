import { closeRequest, type SandboxHost } from '#lib/sandbox/host.ts';
import type { WorldLog } from './log.ts';

/**
 * A network whose answers are true for good: none is given before everything that it may tell of is written down. Without a
 * log it lives as long as its process.
 */
export class LoggedNetwork {
	readonly host: SandboxHost;
	readonly #log: WorldLog | undefined;

	constructor(host: SandboxHost, log: WorldLog | undefined) {
		this.host = host;
		this.#log = log;
	}

	async post(body: string): Promise<string> {
		const answer = this.host.dispatch(body);
		if (changesLedger(body)) this.#log?.append(body);
		await this.#log?.settled();
		return answer;
	}

	/** Closes the ledgers that are due by the clock and returns how many. */
	tick(nowMs: number): number {
		const closed = this.host.tick(nowMs);
		if (closed > 0) this.#log?.append(closeRequest(closed));
		return closed;
	}
}

/**
 * Errs on the side of yes, as a method's name can hide behind a `\u` escape. A simulation draws from the network's generator
 * and changes nothing that anybody was told; faults are for tests, and meant to happen once.
 */
const changesLedger = (body: string): boolean =>
	/sendTransaction|sandbox_|\\u/.test(body) && !body.includes('sandbox_faults');

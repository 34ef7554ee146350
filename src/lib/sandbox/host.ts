import { err, ok, type Result } from '#lib/result.ts';
import type { SandboxConfig } from './config.ts';
import { isTrap, WasmInstance } from './instance.ts';
import { DEFAULT_POLICY, Journal, type SnapshotPolicy } from './journal.ts';
import { internalError, joinAnswers, mayMutate, parseJson } from './json-rpc.ts';
import { armsTrap } from './trap-switch.ts';

/** The wasm refused: a broken configuration, or bytes that are no snapshot of this build. */
export interface SandboxRefusal {
	readonly kind: 'refused';
	readonly detail: string;
}

/**
 * A local Stellar network in memory. One thread at a time; every call is synchronous and complete when it returns.
 *
 * A trap ends the wasm instance, not the network: the host starts another one, restores the last snapshot, repeats
 * what was accepted since, and answers the failed request alone with −32603.
 */
export class SandboxHost {
	readonly #module: WebAssembly.Module;
	readonly #policy: SnapshotPolicy;
	#instance: WasmInstance;
	#journal: Journal;
	/** The request that armed the test switch, until the trap it provokes. */
	#armed: string | undefined;
	#recoveries = 0;

	private constructor(module: WebAssembly.Module, policy: SnapshotPolicy, instance: WasmInstance) {
		this.#module = module;
		this.#policy = policy;
		this.#instance = instance;
		this.#journal = new Journal(instance.snapshot(), policy);
	}

	static create(
		module: WebAssembly.Module,
		config: SandboxConfig,
		policy: SnapshotPolicy = DEFAULT_POLICY
	): Result<SandboxHost, SandboxRefusal> {
		const instance = new WasmInstance(module);
		const started = verdict(instance.init(JSON.stringify(config)));
		return started.ok ? ok(new SandboxHost(module, policy, instance)) : started;
	}

	/** How many traps this network has survived. */
	get recoveries(): number {
		return this.#recoveries;
	}

	/** JSON-RPC text in, text out: an object or a batch. Empty when nothing is to be answered. */
	dispatch(body: string): string {
		const faults = body.includes('sandbox_faults') ? parseJson(body) : undefined;
		if (Array.isArray(faults)) return this.#dispatchEach(faults); // a switch amid a batch takes effect in its place
		let answer: string;
		try {
			answer = this.#instance.dispatch(body);
		} catch (cause) {
			if (!isTrap(cause)) throw cause;
			return this.#answerTrapped(body, cause.message);
		}
		if (armsTrap(faults))
			this.#armed = body; // kept out of the journal: the trap it asks for happens once
		else if (mayMutate(body)) this.#accept(body);
		return answer;
	}

	/** Closes the ledgers that are due in auto mode and returns how many. Costs nothing when none is. */
	tick(nowMs: number): number {
		try {
			const closed = this.#instance.tick(nowMs);
			if (closed > 0) this.#accept(closeRequest(closed));
			return closed;
		} catch (cause) {
			if (!isTrap(cause)) throw cause;
			this.#recover();
			return 0;
		}
	}

	/** The whole network: ledger, history, pending transactions, generator. */
	snapshot(): Uint8Array<ArrayBuffer> {
		return this.#instance.snapshot();
	}

	/** Replaces the whole network by what `snapshot` gave. Refused bytes change nothing. */
	restore(bytes: Uint8Array): Result<null, SandboxRefusal> {
		const restored = this.#revive(bytes);
		if (!restored.ok) return restored;
		this.#instance = restored.value;
		this.#armed = undefined;
		this.#journal = new Journal(bytes.slice(), this.#policy);
		return ok(null);
	}

	#accept(body: string): void {
		this.#journal.append(body);
		if (this.#journal.isDue) {
			this.#journal = new Journal(this.#instance.snapshot(), this.#policy);
		}
	}

	/** In a batch only the member that traps fails: the members are asked again one by one. */
	#answerTrapped(body: string, detail: string): string {
		const armed = this.#armed;
		this.#recover();
		const request = parseJson(body);
		if (!Array.isArray(request)) return internalError(request, detail);
		if (armed !== undefined) this.dispatch(armed);
		return this.#dispatchEach(request);
	}

	#dispatchEach(members: readonly unknown[]): string {
		return joinAnswers(members.map((member) => this.dispatch(JSON.stringify(member))));
	}

	#recover(): void {
		const restored = this.#revive(this.#journal.base);
		if (!restored.ok) throw new UnrecoverableError(restored.error.detail);
		this.#recoveries += 1;
		this.#armed = undefined;
		this.#instance = restored.value;
		for (const body of this.#journal.bodies) this.#instance.dispatch(body);
	}

	#revive(bytes: Uint8Array): Result<WasmInstance, SandboxRefusal> {
		const instance = new WasmInstance(this.#module);
		const restored = verdict(instance.restore(bytes));
		return restored.ok ? ok(instance) : restored;
	}
}

/** What a journal has in place of a tick. */
export const closeRequest = (count: number): string =>
	JSON.stringify({ jsonrpc: '2.0', id: 0, method: 'sandbox_closeLedger', params: { count } });

function verdict(answer: string): Result<null, SandboxRefusal> {
	const parsed = parseJson(answer);
	if (typeof parsed === 'object' && parsed !== null && 'ok' in parsed && parsed.ok === true) {
		return ok(null);
	}
	return err({ kind: 'refused', detail: answer });
}

/** The network's own snapshot does not load any more: a defect of the wasm, which nothing here can mend. */
export class UnrecoverableError extends Error {
	override name = 'UnrecoverableError';
	constructor(detail: string) {
		super(`expected the sandbox to restore its own snapshot; found ${detail}`);
	}
}

import type { Signer } from '#lib/chain/signer.ts';
import { followOracle, tradedAssets } from '#lib/deployment/world/market.ts';
import { StageError, type Scene } from '#lib/deployment/world/stage.ts';

/** Ledgers between two looks: prices move seldom. */
const LOOKS_EVERY = 4;

/** Keeps the venues near the oracle, one transaction after the other, each in a ledger that closes without its doing. */
export class Trader {
	isOn: boolean;
	readonly #scene: Scene;
	readonly #signer: Signer;
	readonly #failed: (reason: string) => void;
	#working = false;
	#ledgers = 0;
	/** Goes on with the next ledger. */
	#goOn: (() => void) | undefined;
	#idle = Promise.withResolvers<undefined>();

	/** `sceneOf`: a scene whose transactions settle as they are told to. */
	constructor(
		signer: Signer,
		isOn: boolean,
		sceneOf: (settle: () => Promise<void>) => Scene,
		failed: (reason: string) => void
	) {
		this.#signer = signer;
		this.isOn = isOn;
		this.#failed = failed;
		this.#idle.resolve(undefined);
		this.#scene = sceneOf(
			() =>
				new Promise((resolve) => {
					this.#goOn = resolve;
					this.#idle.resolve(undefined);
				})
		);
	}

	/** A ledger has closed. */
	wake(): void {
		this.#ledgers += 1;
		const goOn = this.#goOn;
		if (goOn !== undefined) {
			this.#goOn = undefined;
			this.#idle = Promise.withResolvers();
			goOn();
		} else if (this.isOn && !this.#working && this.#ledgers % LOOKS_EVERY === 0) {
			this.#working = true;
			this.#idle = Promise.withResolvers();
			void this.#trade();
		}
	}

	/** Resolves once there is nothing to do before the next ledger. */
	async settled(): Promise<void> {
		await this.#idle.promise;
	}

	/** What waits for a ledger finds that its scene has ended. */
	stop(): void {
		this.isOn = false;
		this.#goOn?.();
	}

	async #trade(): Promise<void> {
		try {
			for (const asset of tradedAssets(this.#scene.network)) {
				await followOracle(this.#scene, this.#signer, asset);
			}
		} catch (cause) {
			if (!(cause instanceof StageError)) throw cause;
			if (this.isOn) this.#failed(cause.message);
		} finally {
			this.#working = false;
			this.#idle.resolve(undefined);
		}
	}
}

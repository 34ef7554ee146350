/** Keeps the screen awake while the page is visible, for as long as that is wanted. Nothing is asked before it is. */
export class ScreenWake {
	#wanted = $state(false);
	#trouble = $state<string>();
	#held: WakeLockSentinel | undefined;
	readonly #source: () => Pick<Navigator, 'wakeLock'> | undefined;

	constructor(source: () => Pick<Navigator, 'wakeLock'> | undefined = browser) {
		this.#source = source;
	}

	get wanted(): boolean {
		return this.#wanted;
	}
	/** Why the screen is not kept awake although it is wanted. */
	get trouble(): string | undefined {
		return this.#trouble;
	}

	async want(wanted: boolean): Promise<void> {
		this.#wanted = wanted;
		this.#trouble = undefined;
		if (wanted) await this.take();
		else await this.#release();
	}

	/** A page that was hidden has lost it: to be called when it is seen again. */
	async take(): Promise<void> {
		if (!this.#wanted || this.#held?.released === false) return;
		const source = this.#source();
		if (source === undefined) {
			this.#trouble = 'This browser cannot keep the screen awake.';
			return;
		}
		try {
			this.#held = await source.wakeLock.request('screen');
			this.#trouble = undefined;
		} catch {
			// refused by the system: low battery, or the page is not visible
			this.#trouble = 'The system does not keep the screen awake now, perhaps to save its battery.';
		}
	}

	async #release(): Promise<void> {
		const held = this.#held;
		this.#held = undefined;
		await held?.release();
	}
}

const browser = () => ('wakeLock' in navigator ? navigator : undefined);

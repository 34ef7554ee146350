import type { Artifact } from './artifacts.ts';

/** Everything about a build that is not a source file. A change here makes the committed wasm stale. */
export type Recipe = { readonly target: string; readonly rustflags: readonly string[] };

const RECIPES: Record<Artifact['kind'], Recipe> = {
	contract: { target: 'wasm32v1-none', rustflags: [] },
	// The Soroban host recurses: rustc's default stack of 1 MiB is not enough for calls ten contracts deep.
	sandbox: {
		target: 'wasm32-unknown-unknown',
		rustflags: ['-C', 'link-arg=-zstack-size=4194304']
	}
};

export function recipe(artifact: Artifact): Recipe {
	return RECIPES[artifact.kind];
}

/**
 * `cargo rustc --crate-type`, because with several crate types in Cargo.toml `cargo build` silently drops link-time
 * optimisation and the wasm doubles in size.
 */
export function cargoArguments(artifact: Artifact): string[] {
	const { target } = recipe(artifact);
	return [
		'rustc',
		'--locked',
		'--package',
		artifact.name,
		'--lib',
		'--crate-type',
		'cdylib',
		'--release',
		'--target',
		target
	];
}

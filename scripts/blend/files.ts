import type { BlendWasmName } from '#lib/deployment/blend-steps.ts';

/** Where Blend's wasm comes from: a crate whose files are read and never compiled (contracts/tests/build.rs). */
export const CRATE = { name: 'blend-contract-sdk', version: '2.25.0' };

/** SHA-256 of the unmodified builds. */
export const CHECKSUMS: Readonly<Record<BlendWasmName, string>> = {
	comet: '5d721fa580714291f6846fc01738e86d70acb47e449ea75312e272a0f7436dd8',
	backstop: 'c1f4502a757e25c611f5a159bc1ab0eef64085adac6c68123dca66e87faffbc2',
	pool_factory: '31328050548831f63d2b72e37bcfd0bb7371b7907135755dbe09ed434d755ca9',
	pool: 'a41fc53d6753b6c04eb15b021c55052366a4c8e0e21bc72700f461264ec1350e'
};

import { existsSync, readdirSync } from "node:fs";
import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** Every scenario has its checks there. */
const scenarioFolders = readdirSync("stacks").filter(
  (name) => existsSync(`stacks/${name}/checks.ts`) && name !== "bench",
);
const imports = (pattern) => ({ "no-restricted-imports": ["error", { patterns: [pattern] }] });

export default tseslint.config(
  { ignores: ["node_modules/", ".stacks/", ".pulumi/", "coverage/"] },
  js.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      // A Pulumi resource registers itself when it is constructed.
      "no-new": "off",
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  // Imports flow one way: settings, components, scenarios, what is done with them.
  {
    files: ["components/**/*.ts"],
    ignores: ["components/settings/**"],
    rules: imports({ regex: "/(stacks|test)/", message: "components never import stacks or tests" }),
  },
  {
    files: ["components/settings/**/*.ts"],
    rules: imports({
      regex: "^\\.\\./(?!artifacts/|versions\\.ts$)",
      message: "settings import nothing but versions and artifacts",
    }),
  },
  {
    files: scenarioFolders.map((name) => `stacks/${name}/**/*.ts`),
    rules: imports({
      regex: "/(commands|results|report|pages|bench|timeline|test)/",
      message: "scenarios never import what is done with them",
    }),
  },
  {
    files: ["**/*.mjs", "**/*.cjs", "eslint.config.js"],
    languageOptions: { globals: { process: "readonly", console: "readonly", URL: "readonly" } },
  },
);

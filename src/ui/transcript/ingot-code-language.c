/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "ingot-transcript"
#include "config.h"

#include "ingot-code-language.h"

typedef struct
{
  const char *words; /* in lower case, with a space on both sides */
  const char *id;    /* (nullable) */
  const char *name;
} Language;

static const Language languages[] = {
  { " python py python3 pycon ipython ", "python3", "Python" },
  { " c h ", "c", "C" },
  { " c++ cpp cxx cc hpp ", "cpp", "C++" },
  { " c# cs csharp ", "c-sharp", "C#" },
  { " javascript js jsx mjs node ", "js", "JavaScript" },
  { " typescript ts tsx ", "typescript", "TypeScript" },
  { " sh shell zsh console terminal shell-session ", "sh", "Shell" },
  { " bash ", "sh", "Bash" },
  { " powershell ps1 pwsh ", "powershell", "PowerShell" },
  { " json jsonc json5 jsonl ", "json", "JSON" },
  { " yaml yml ", "yaml", "YAML" },
  { " toml ", "toml", "TOML" },
  { " ini cfg conf ", "ini", "INI" },
  { " xml svg ", "xml", "XML" },
  { " html htm ", "html", "HTML" },
  { " css ", "css", "CSS" },
  { " scss ", "scss", "SCSS" },
  { " sql sqlite postgresql mysql ", "sql", "SQL" },
  { " rust rs ", "rust", "Rust" },
  { " go golang ", "go", "Go" },
  { " java ", "java", "Java" },
  { " kotlin kt ", "kotlin", "Kotlin" },
  { " swift ", "swift", "Swift" },
  { " scala ", "scala", "Scala" },
  { " ruby rb ", "ruby", "Ruby" },
  { " perl pl ", "perl", "Perl" },
  { " php ", "php", "PHP" },
  { " lua ", "lua", "Lua" },
  { " r ", "r", "R" },
  { " julia jl ", "julia", "Julia" },
  { " haskell hs ", "haskell", "Haskell" },
  { " dart ", "dart", "Dart" },
  { " vala ", "vala", "Vala" },
  { " objective-c objc ", "objc", "Objective-C" },
  { " fortran ", "fortran", "Fortran" },
  { " matlab octave ", "matlab", "MATLAB" },
  { " markdown md ", "markdown", "Markdown" },
  { " latex tex ", "latex", "LaTeX" },
  { " diff patch ", "diff", "Diff" },
  { " make makefile ", "makefile", "Makefile" },
  { " cmake ", "cmake", "CMake" },
  { " meson ", "meson", "Meson" },
  { " dockerfile docker ", "docker", "Dockerfile" },
  { " bicep ", NULL, "Bicep" },
  { " text txt plain plaintext ", NULL, "Text" },
};

static const Language *
find (const char *word)
{
  g_autofree char *lower = NULL;
  g_autofree char *wanted = NULL;

  if (word == NULL || strlen (word) > 20 || strchr (word, ' ') != NULL)
    return NULL;
  lower = g_ascii_strdown (word, -1);
  wanted = g_strdup_printf (" %s ", lower);
  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    if (strstr (languages[i].words, wanted) != NULL)
      return &languages[i];
  return NULL;
}

const char *
ingot_code_language_get_id (const char *word)
{
  const Language *language = find (word);

  return language != NULL ? language->id : NULL;
}

const char *
ingot_code_language_get_name (const char *word)
{
  const Language *language = find (word);

  return language != NULL ? language->name : word;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-phrases.h"

static const char *const openings[] = {
  "# A simulated answer\n\n"
  "This is **not a model speaking**. The sandbox deployment `{deployment}` wrote it from a few templates, so "
  "that you can see how an answer arrives and looks. Your message began:\n\n"
  "> {quote}\n",
  "# What `{deployment}` can tell you\n\n"
  "I am a *simulated* deployment in a sandbox: **no model has read your message**, and nothing left this "
  "machine. What I did see of it:\n\n"
  "> {quote}\n",
  "# Your message, reflected\n\n"
  "Hello from `{deployment}`, which stands in for *{model}*. Everything here is **simulated**; only the "
  "figures about your message are real. It starts with:\n\n"
  "> {quote}\n",
  NULL,
};

static const char *const facts[] = {
  "## What I counted\n\n"
  "- **Words:** {words}\n"
  "- **Characters:** {characters}\n"
  "- **Tokens**, roughly: {tokens}\n"
  "- **Messages from you so far:** {turns}\n",
  "## Your message in figures\n\n"
  "* length\n"
  "    * {characters} characters\n"
  "    * {words} words\n"
  "* size for a model: about *{tokens} tokens*\n"
  "* number of your messages in this conversation: **{turns}**\n",
  NULL,
};

static const char *const tables[] = {
  "## As a table\n\n"
  "| Measure | Value | How sure |\n"
  "| :-- | --: | :-: |\n"
  "| Characters | {characters} | counted |\n"
  "| Words | {words} | counted |\n"
  "| Tokens | {tokens} | *estimated* |\n"
  "| Understanding | 0 % | **certain** |\n",
  "## Who answered\n\n"
  "| Property | Value |\n"
  "| --- | --- |\n"
  "| Deployment | `{deployment}` |\n"
  "| Stands in for | {model} |\n"
  "| Simulated | **yes** |\n"
  "| Your messages | {turns} |\n",
  NULL,
};

static const char *const tasks[] = {
  "## How far we got\n\n"
  "- [x] received your message\n"
  "- [x] counted its {words} words\n"
  "- [ ] understood it: that takes a real model\n",
  "## Things to try\n\n"
  "- [x] send a first message\n"
  "- [ ] ask for a *long* answer, and stop it half-way\n"
  "- [ ] ask for a *short* one\n"
  "- [ ] write in Korean: `안녕하세요`\n",
  NULL,
};

static const char *const steps[] = {
  "## What happened\n\n"
  "1. Your program sent the conversation to `/openai/v1/chat/completions`.\n"
  "2. The name `{deployment}` chose the deployment.\n"
  "3. The text came back token by token, at the deployment's own speed.\n",
  "## From here to a real deployment\n\n"
  "1. Deploy a model in **Azure AI Foundry**.\n"
  "2. Copy the resource's *endpoint* and one of its keys.\n"
  "3. Use the deployment's name where you use `{deployment}` now.\n",
  NULL,
};

static const char *const codes[] = {
  "## The same from Python\n\n"
  "```python\n"
  "from openai import OpenAI\n\n"
  "client = OpenAI(base_url=f\"{origin}/openai/v1\", api_key=key)\n"
  "answer = client.chat.completions.create(\n"
  "    model=\"{deployment}\",\n"
  "    messages=[{\"role\": \"user\", \"content\": \"Hello\"}],\n"
  ")\n"
  "print(answer.choices[0].message.content)  # simulated, too\n"
  "```\n",
  "## A few lines of C\n\n"
  "```c\n"
  "#include <stdio.h>\n\n"
  "int\n"
  "main (void)\n"
  "{\n"
  "  /* The only computation in this answer. */\n"
  "  printf (\"%d words\\n\", {words});\n"
  "  return 0;\n"
  "}\n"
  "```\n",
  "## From the command line\n\n"
  "```bash\n"
  "curl \"$ORIGIN/openai/v1/chat/completions\" \\\n"
  "  -H \"api-key: $KEY\" -H \"Content-Type: application/json\" \\\n"
  "  -d '{\"model\": \"{deployment}\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}'\n"
  "```\n",
  "## As data\n\n"
  "```json\n"
  "{\n"
  "  \"deployment\": \"{deployment}\",\n"
  "  \"simulated\": true,\n"
  "  \"words\": {words},\n"
  "  \"characters\": {characters}\n"
  "}\n"
  "```\n",
  NULL,
};

static const char *const closings[] = {
  "---\n\n"
  "Real answers come from a real deployment: see the "
  "[documentation of Azure AI Foundry](https://learn.microsoft.com/azure/ai-foundry/). ~~Magic~~ *Templates* "
  "wrote this one.\n",
  "---\n\n"
  "That was ***simulated*** from end to end. What a deployment is, says "
  "[Microsoft's documentation](https://learn.microsoft.com/azure/ai-foundry/); "
  "ask again and `{deployment}` picks other templates.\n",
  NULL,
};

static const char *const shorts[] = {
  "A short, **simulated** answer from `{deployment}`: your message has {words} words.",
  "Hello from `{deployment}`. I am *simulated*, so this is all I can say to “{quote}”.",
  "`{deployment}` got your message number {turns}. This reply is **simulated**.",
  NULL,
};

static const char picture[] = "A picture came with your message ({picture}).\n";
static const char result[] = "The tool `{tool}` found: {result}\n";

static const char *const thoughts[] = {
  "The message has {words} words and {characters} characters. ",
  "It is message number {turns} of the user in this conversation. ",
  "I am the simulated deployment {deployment}, so I cannot know what it means. ",
  "I should say so first, and then show what an answer can look like. ",
  "A heading, a list, a table and some code will do. ",
  "Wait, is a table with one row worth it? Better a few rows. ",
  "Its first words should be quoted, so that the user sees that it arrived. ",
  NULL,
};

static const char *const titles[] = {
  "Names and models",
  "Tokens",
  "Streaming",
  "Limits",
  "Filters",
  "Parameters",
  "Keys and accounts",
  "When something fails",
  "Comparing deployments",
  "What this sandbox is",
  NULL,
};

static const char *const sentences[] = {
  "A deployment is addressed by its own name; the name of its model is information. ",
  "Two deployments may hold the **same model** and still answer at different speeds. ",
  "A token is a piece of a word: in English about *four characters*. ",
  "Hangul and Han characters cost more tokens for each character than Latin letters. ",
  "A streamed answer is a list of events, and each of them carries a few characters. ",
  "The first event has an empty list of `choices`: it says how the prompt was filtered. ",
  "The last event is `[DONE]`, but a client that insists on it will be disappointed one day. ",
  "Limits are counted in requests and in tokens a minute, and `max_tokens` counts before it is used. ",
  "After a 429 the header `retry-after-ms` says how long to wait. ",
  "An answer that was filtered is not an empty answer, and should never look like one. ",
  "Reasoning models take `max_completion_tokens` and refuse `max_tokens`. ",
  "A `temperature` of 0 gives the same answer to the same question here; a `seed` does so, too. ",
  "A key opens the whole resource, so it belongs into a keyring and *nowhere else*. ",
  "When a stream ends without a finish reason it was interrupted, and the text so far is worth keeping. ",
  "Time to the first token and tokens per second are different things: a reader feels the first. ",
  "The usage at the end counts your prompt, the answer, and reasoning that is not shown. ",
  "Nothing that you read here has left this machine. ",
  "This paragraph was put together from sentences like this one, which is why it is patient and a bit dull. ",
  NULL,
};

const SandboxVoice sandbox_voice_english = {
  openings, facts, tables, tasks, steps, codes, closings, shorts, picture, result, thoughts, titles, sentences,
};

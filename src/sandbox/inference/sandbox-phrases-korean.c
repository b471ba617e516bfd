/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sandbox-inference"
#include "config.h"

#include "sandbox-phrases.h"

static const char *const openings[] = {
  "# 모의 답변입니다\n\n"
  "이 글은 **모델이 쓴 것이 아닙니다**. 샌드박스의 배포(`{deployment}`)에서 몇 가지 틀로 만들었고, 답변이 어떻게 "
  "도착하고 어떻게 보이는지 알려 드립니다. 보내신 메시지는 이렇게 시작합니다.\n\n"
  "> {quote}\n",
  "# `{deployment}`의 대답\n\n"
  "저는 *{model}* 대신 답하는 **모의 배포**입니다. 메시지를 읽은 모델은 없으며, 이 컴퓨터 밖으로 나간 내용도 "
  "없습니다. 제가 받은 메시지의 첫머리입니다.\n\n"
  "> {quote}\n",
  NULL,
};

static const char *const facts[] = {
  "## 세어 본 것\n\n"
  "- **단어:** {words}개\n"
  "- **글자:** {characters}자\n"
  "- **토큰**(어림): {tokens}개\n"
  "- **지금까지 보내신 메시지:** {turns}개\n",
  "## 숫자로 본 메시지\n\n"
  "* 길이\n"
  "    * {characters}자\n"
  "    * {words}단어\n"
  "* 모델이 보는 크기: *약 {tokens}토큰*\n"
  "* 이 대화에서 보내신 메시지: **{turns}개**\n",
  NULL,
};

static const char *const tables[] = {
  "## 표로 정리하면\n\n"
  "| 항목 | 값 | 정확도 |\n"
  "| :-- | --: | :-: |\n"
  "| 글자 | {characters} | 셈 |\n"
  "| 단어 | {words} | 셈 |\n"
  "| 토큰 | {tokens} | *어림* |\n"
  "| 이해 | 0 % | **확실** |\n",
  "## 누가 답했나\n\n"
  "| 속성 | 값 |\n"
  "| --- | --- |\n"
  "| 배포 | `{deployment}` |\n"
  "| 대신하는 모델 | {model} |\n"
  "| 모의 | **예** |\n",
  NULL,
};

static const char *const tasks[] = {
  "## 진행 상황\n\n"
  "- [x] 메시지 받기\n"
  "- [x] 단어 {words}개 세기\n"
  "- [ ] 뜻 이해하기: 진짜 모델이 필요합니다\n",
  "## 해 볼 만한 것\n\n"
  "- [x] 첫 메시지 보내기\n"
  "- [ ] *길게* 답해 달라고 하고 도중에 멈추기\n"
  "- [ ] *짧게* 답해 달라고 하기\n",
  NULL,
};

static const char *const steps[] = {
  "## 일어난 일\n\n"
  "1. 프로그램이 대화를 `/openai/v1/chat/completions`로 보냈습니다.\n"
  "2. 이름(`{deployment}`)으로 배포를 골랐습니다.\n"
  "3. 글이 배포의 속도에 맞추어 토큰 하나씩 도착했습니다.\n",
  NULL,
};

static const char *const codes[] = {
  "## 파이썬으로는\n\n"
  "```python\n"
  "client = OpenAI(base_url=f\"{origin}/openai/v1\", api_key=key)\n"
  "answer = client.chat.completions.create(\n"
  "    model=\"{deployment}\",\n"
  "    messages=[{\"role\": \"user\", \"content\": \"안녕하세요\"}],\n"
  ")\n"
  "print(answer.choices[0].message.content)  # 이것도 모의 답변\n"
  "```\n",
  "## 데이터로는\n\n"
  "```json\n"
  "{\n"
  "  \"deployment\": \"{deployment}\",\n"
  "  \"simulated\": true,\n"
  "  \"characters\": {characters}\n"
  "}\n"
  "```\n",
  NULL,
};

static const char *const closings[] = {
  "---\n\n"
  "진짜 답변은 진짜 배포에서 나옵니다. "
  "[Azure AI Foundry 문서](https://learn.microsoft.com/azure/ai-foundry/)를 보세요. "
  "이 글은 ~~마법~~ *틀*이 썼습니다.\n",
  NULL,
};

static const char *const shorts[] = {
  "`{deployment}`의 짧은 **모의** 답변입니다. 보내신 메시지는 {characters}자입니다.",
  "안녕하세요, `{deployment}`입니다. *모의* 배포라서 “{quote}”에는 이만큼만 답할 수 있습니다.",
  NULL,
};

static const char picture[] = "메시지에 그림이 있습니다({picture}).\n";
static const char result[] = "도구 `{tool}`의 결과: {result}\n";

static const char *const thoughts[] = {
  "메시지는 {words}단어, {characters}자이다. ",
  "이 대화에서 사용자가 보낸 {turns}번째 메시지이다. ",
  "나는 모의 배포({deployment})라서 뜻은 알 수 없다. ",
  "먼저 그렇게 밝히고, 답변이 어떤 모양일 수 있는지 보여 주자. ",
  "제목, 목록, 표, 코드면 충분하다. ",
  NULL,
};

static const char *const titles[] = {
  "이름과 모델", "토큰", "스트리밍", "한도", "필터", "매개변수", "키와 계정", "실패할 때", NULL,
};

static const char *const sentences[] = {
  "배포는 자기 이름으로 부르며, 모델의 이름은 참고 정보입니다. ",
  "두 배포가 **같은 모델**이어도 답하는 속도는 다를 수 있습니다. ",
  "토큰은 낱말의 조각이며, 한글은 로마자보다 글자마다 *더 많은 토큰*이 듭니다. ",
  "스트리밍 답변은 사건의 목록이고, 사건마다 글자 몇 개가 실려 있습니다. ",
  "첫 사건의 `choices`는 비어 있고, 프롬프트를 어떻게 걸렀는지 알려 줍니다. ",
  "마지막 사건은 `[DONE]`이지만, 언제나 온다고 믿으면 안 됩니다. ",
  "한도는 분당 요청 수와 분당 토큰 수로 셉니다. ",
  "429 다음에는 `retry-after-ms` 헤더가 얼마나 기다릴지 알려 줍니다. ",
  "걸러진 답변은 빈 답변이 아니며, 그렇게 보여서도 안 됩니다. ",
  "추론 모델은 `max_tokens`를 거절하고 `max_completion_tokens`를 받습니다. ",
  "키는 자원 전체를 열기 때문에 키링에만 두어야 합니다. ",
  "여기서 읽으신 글은 이 컴퓨터를 벗어난 적이 없습니다. ",
  NULL,
};

const SandboxVoice sandbox_voice_korean = {
  openings, facts, tables, tasks, steps, codes, closings, shorts, picture, result, thoughts, titles, sentences,
};

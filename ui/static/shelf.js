// The tab of the shelf: every request carries the token, which stays in this browser tab. Texts are never HTML here.
(() => {
  const words = window.wenbaoWords ?? {};
  const say = (text, ...values) => values.reduce((filled, value) => filled.replace("{}", () => value), words[text] ?? text);
  const lang = Object.keys(words).length ? "en" : "zh";
  const base = Object.keys(words).length ? "../" : ""; // the English page lies one deeper
  const KEY = "wenbao-token";
  const TOLD = "wenbao-told"; // over a reload
  const POLL_MS = 500;
  const STATUS = { answered: say("已回答"), partial: say("部分回答"), not_found: say("报告未提及"), refused: say("不属于报告问题") };
  const REFUSED = {
    401: say("口令不对，请重新输入。"),
    404: say("没有找到，书架可能已经变化或没有启用。"),
    409: say("书架正在处理另一份报告，请等它结束；最后一份报告不能移除。"),
    413: say("文件超过 64 MB，请压缩图片后再试。"),
    422: say("文件没有可用的名字。"),
    503: say("服务正在启动，请稍后再试。"),
  };
  const FEEDBACK_OFF = say("这里没有保存意见。");

  const part = (root, selector) => root.querySelector(selector);
  const made = (tag, text = "", name = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  };

  // A header takes bytes; a token of other letters goes as its UTF-8.
  const authorisation = () =>
    `Bearer ${String.fromCharCode(...new TextEncoder().encode(sessionStorage.getItem(KEY) ?? ""))}`;

  const told = (status, detail) => {
    const error = new Error(REFUSED[status] ?? say("请求没有成功（{}）。{}", status, detail ?? ""));
    error.status = status;
    return error;
  };

  const call = async (path, options = {}) => {
    const response = await fetch(`${base}api/shelf/${path}`, { ...options, headers: { Authorization: authorisation() } });
    if (!response.ok) throw told(response.status);
    return response;
  };

  // fetch does not tell how much of a body has left.
  const send = (file, replaces, progress) => new Promise((resolve, reject) => {
    const query = new URLSearchParams({ name: file.name, ...(replaces && { replaces }) });
    const request = new XMLHttpRequest();
    request.open("POST", `${base}api/shelf/documents?${query}`);
    request.setRequestHeader("Authorization", authorisation());
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.upload.onprogress = (event) => progress(event.loaded, event.total);
    request.onload = () => (request.status === 202 ? resolve() : reject(told(request.status)));
    request.onerror = () => reject(new Error(say("连接中断，请再试一次。")));
    request.send(file);
  });

  // What else is a maintainer's, see tabs/evals.py; the server asks for the token itself.
  const markMaintainer = () => document.documentElement.classList.toggle("wb-maintainer", sessionStorage.getItem(KEY) !== null);
  markMaintainer();

  const tell = (root, text, failed = false) => {
    const line = part(root, ".wb-shelf-status");
    line.textContent = text;
    line.classList.toggle("wb-shelf-failed", failed);
  };

  // What had the focus is hidden or disabled: the keyboard goes on where it matters.
  const show = (root, inside) => {
    const isNew = part(root, ".wb-shelf-inside").hidden === inside;
    part(root, ".wb-shelf-inside").hidden = !inside;
    part(root, "[data-form=token]").hidden = inside;
    markMaintainer();
    if (isNew && root.offsetParent) part(root, inside ? ".wb-shelf-top" : "#wb-shelf-token").focus();
  };

  const leave = (root, why = "") => {
    sessionStorage.removeItem(KEY);
    part(root, ".wb-shelf-documents").replaceChildren();
    part(root, ".wb-shelf-feedback tbody").replaceChildren();
    show(root, false);
    tell(root, why, why !== "");
  };

  // Run something that may fail, and tell of it.
  const attempt = async (root, act) => {
    try {
      return await act();
    } catch (error) {
      if (error.status === 401) leave(root, error.message);
      else tell(root, error.message, true);
      return undefined;
    }
  };

  const busy = (root, isBusy) => {
    for (const button of root.querySelectorAll(".wb-shelf-documents button, [data-form=upload] button")) button.disabled = isBusy;
    if (!isBusy) part(root, ".wb-shelf-progress").hidden = true;
  };

  const bar = (root, done, total) => {
    const shown = part(root, ".wb-shelf-progress");
    shown.hidden = false;
    if (total) shown.value = done / total;
    else shown.removeAttribute("value");
  };

  const step = (root, job) => {
    const encoded = /^(\d+) of (\d+) texts/.exec(job.step);
    bar(root, Number(encoded?.[1]), Number(encoded?.[2]));
    if (encoded) return say("正在为 {} 建索引：{} / {}", job.name, encoded[1], encoded[2]);
    if (job.step.startsWith("Opening")) return say("正在切换到新的书架…");
    return job.kind === "remove" ? say("正在移除 {}…", job.name) : say("正在读取 {}…", job.name);
  };

  const ended = (job) => {
    if (job.state === "failed") return say("没有成功，书架保持原样。{}", job.error);
    if (job.kind === "remove") return say("已移除 {}。", job.name);
    const warned = job.warnings.length ? say("读取时有 {} 处请核对，见下面它的名下。", job.warnings.length) : "";
    return say("{} 已上架，现在就可以提问。{}", job.name, warned);
  };

  // A job that is done has changed the lists of every tab: the page is loaded anew, and then told how it ended.
  const finish = async (root, job) => {
    if (job.state !== "failed") {
      sessionStorage.setItem(TOLD, ended(job));
      location.reload();
      return;
    }
    await fill(root);
    tell(root, ended(job), true);
    part(root, ".wb-shelf-status").focus();
  };

  // Tell how far the job is until it ends.
  const follow = async (root) => {
    busy(root, true);
    try {
      for (;;) {
        const job = await (await call(`job?lang=${lang}`)).json();
        if (job.state !== "running") return job;
        tell(root, step(root, job));
        await new Promise((resolve) => { setTimeout(resolve, POLL_MS); });
      }
    } finally {
      busy(root, false);
    }
  };

  const change = (root, act) => attempt(root, async () => {
    busy(root, true);
    try {
      await act();
    } catch (error) {
      busy(root, false);
      throw error;
    }
    await finish(root, await follow(root));
  });

  const upload = (root, file, replaces) => change(root, () => {
    tell(root, say("正在上传 {}…", file.name));
    return send(file, replaces, (done, total) => bar(root, done, total));
  });

  const removal = (root, document_) => {
    const buttons = made("span", "", "wb-shelf-actions");
    const ask = made("button", say("移除"));
    const sure = made("button", say("确定移除"), "wb-shelf-danger");
    const keep = made("button", say("取消"));
    for (const button of [ask, sure, keep]) button.type = "button";
    ask.setAttribute("aria-label", say("移除 {}", document_.title));
    sure.setAttribute("aria-label", say("确定移除 {}", document_.title));
    const choose = (chosen) => {
      buttons.replaceChildren(...chosen);
      chosen[chosen.length - 1].focus();
    };
    ask.addEventListener("click", () => choose([sure, keep]));
    keep.addEventListener("click", () => choose([ask]));
    sure.addEventListener("click", () =>
      change(root, () => call(`documents/${encodeURIComponent(document_.id)}`, { method: "DELETE" })));
    buttons.append(ask);
    return buttons;
  };

  const replacement = (root, document_) => {
    const button = made("button", say("替换"));
    button.type = "button";
    button.setAttribute("aria-label", say("替换 {}", document_.title));
    button.addEventListener("click", () => {
      const chooser = part(root, ".wb-shelf-replacement");
      chooser.value = "";
      chooser.onchange = () => { if (chooser.files.length) upload(root, chooser.files[0], document_.id); };
      chooser.click();
    });
    return button;
  };

  const card = (root, document_, isOnly) => {
    const item = made("li");
    item.dataset.id = document_.id;
    const read = [[say("章节"), "sections"], [say("段落"), "passages"], [say("名词"), "terms"], [say("数据"), "figures"]];
    const counts = read.map(([name, key]) => `${name} ${document_[key]}`).join(" · ");
    item.append(made("strong", document_.title), made("p", `${document_.id} · ${document_.source}`, "wb-where"), made("p", counts));
    if (document_.warnings.length) {
      const warnings = made("ul", "", "wb-warnings");
      warnings.append(...document_.warnings.map((each) => made("li", each)));
      item.append(warnings);
    }
    const actions = made("div", "", "wb-shelf-actions");
    const reader = made("a", say("在报告中打开"));
    reader.href = `?doc=${encodeURIComponent(document_.id)}`;
    actions.append(reader, replacement(root, document_));
    actions.append(isOnly ? made("span", say("最后一份报告不能移除"), "wb-where") : removal(root, document_));
    item.append(actions);
    return item;
  };

  const fillDocuments = async (root) => {
    const { documents } = await (await call(`documents?lang=${lang}`)).json();
    const cards = documents.map((each) => card(root, each, documents.length === 1));
    part(root, ".wb-shelf-documents").replaceChildren(...cards);
  };

  const feedbackPath = (root, format) => {
    const days = part(root, "#wb-shelf-days").value;
    return `feedback?${new URLSearchParams({ format, vote: part(root, "#wb-shelf-vote").value, ...(days && { days }) })}`;
  };

  const bare = (text) => text.normalize("NFKC").replace(/[\s\p{P}]/gu, "");
  const row = (heard) => {
    const line = made("tr");
    const question = made("th", heard.question);
    question.scope = "row";
    question.title = heard.answer;
    if (bare(heard.standalone_question) !== bare(heard.question)) {
      question.append(made("span", say("理解为：{}", heard.standalone_question), "wb-where"));
    }
    const status = STATUS[heard.status] ?? heard.status;
    const cells = [[say("结果"), status], [say("问过"), heard.asked], [say("有用"), heard.up], [say("没用"), heard.down]];
    if (heard.reasons.length) cells.push([say("原因"), heard.reasons.join("；")]);
    line.append(question, ...cells.map(([name, shown]) => {
      const cell = made("td", String(shown));
      cell.dataset.name = name;
      return cell;
    }));
    return line;
  };

  const fillFeedback = async (root) => {
    const none = part(root, ".wb-shelf-none");
    let rows = [];
    none.textContent = say("没有这样的记录。");
    try {
      rows = (await (await call(feedbackPath(root, "json"))).json()).feedback.map(row);
    } catch (error) {
      if (error.status !== 404) throw error;
      none.textContent = FEEDBACK_OFF;
    }
    part(root, ".wb-shelf-feedback tbody").replaceChildren(...rows);
    part(root, ".wb-shelf-feedback").hidden = rows.length === 0;
    none.hidden = rows.length > 0;
  };

  // A link of its own could not carry the token.
  const download = async (root) => {
    const address = URL.createObjectURL(await (await call(feedbackPath(root, "csv"))).blob());
    const link = made("a");
    link.href = address;
    link.download = "feedback.csv";
    link.click();
    URL.revokeObjectURL(address);
  };

  const fill = async (root) => {
    await fillDocuments(root);
    await fillFeedback(root);
    show(root, true);
  };

  const enter = (root) => attempt(root, async () => {
    await fill(root);
    const before = sessionStorage.getItem(TOLD);
    sessionStorage.removeItem(TOLD);
    tell(root, before ?? "");
    if (before) part(root, ".wb-shelf-status").focus();
    const job = await (await call(`job?lang=${lang}`)).json();
    if (job.state === "running") await finish(root, await follow(root));
  });

  const set = (root) => {
    const token = part(root, "#wb-shelf-token");
    part(root, "[data-form=token]").addEventListener("submit", (event) => {
      event.preventDefault();
      if (!token.value.trim()) {
        tell(root, REFUSED[401], true);
        return;
      }
      sessionStorage.setItem(KEY, token.value.trim());
      token.value = "";
      enter(root);
    });
    const file = part(root, "#wb-shelf-file");
    const nameFile = () => { part(root, ".wb-shelf-chosen").textContent = file.files[0]?.name ?? say("没有选择文件"); };
    file.addEventListener("change", nameFile);
    part(root, "[data-form=upload]").addEventListener("submit", (event) => {
      event.preventDefault();
      if (!file.files.length) {
        tell(root, say("请先选择文件。"), true);
        return;
      }
      upload(root, file.files[0]).then(() => { event.target.reset(); nameFile(); });
    });
    part(root, "[data-form=feedback]").addEventListener("submit", (event) => event.preventDefault());
    part(root, "[data-form=feedback]").addEventListener("change", () => attempt(root, () => fillFeedback(root)));
    part(root, ".wb-shelf-export").addEventListener("click", (event) => {
      event.preventDefault();
      attempt(root, () => download(root));
    });
    part(root, ".wb-shelf-leave").addEventListener("click", () => leave(root));
    if (sessionStorage.getItem(KEY)) enter(root);
  };

  // Gradio lays a tab out when it is first opened.
  new MutationObserver(() => {
    const root = document.getElementById("wb-shelf");
    if (!root || root.dataset.set) return;
    root.dataset.set = "yes";
    set(root);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();

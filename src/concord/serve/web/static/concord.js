// Makes pages a little quicker to use; every page works without it.

// A topic's name lights up the phrases that stand for it.
for (const name of document.querySelectorAll("[data-topic]")) {
  const marks = [...document.querySelectorAll("mark[data-topics]")].filter((mark) =>
    mark.dataset.topics.split(" ").includes(name.dataset.topic),
  );
  const light = (on) => () => marks.forEach((mark) => mark.classList.toggle("is-lit", on));
  for (const event of ["mouseenter", "focus"]) name.addEventListener(event, light(true));
  for (const event of ["mouseleave", "blur"]) name.addEventListener(event, light(false));
}

// Citations get a button that copies them.
if (navigator.clipboard) {
  for (const citation of document.querySelectorAll("[data-copy]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(citation.textContent);
      button.textContent = "Copied";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    });
    citation.after(button);
  }
}

// A form says nothing of fields that are empty, so that addresses stay short.
for (const form of document.querySelectorAll("form.filters")) {
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData.entries()]) if (!value) event.formData.delete(name);
  });
}

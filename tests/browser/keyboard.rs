//! The pinyin keyboard: while a word is being composed, nobody touches the field or hears of it.

use serde_json::json;
use tests::webdriver::{Person, Place, id};

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_composed_in_peace_and_saved_once_it_is_chosen() {
    let place = Place::open().await.unwrap();
    let wang = Person::join(&place, "wang").await.unwrap();
    wang.go_to_door(place.untouched()[0]).await.unwrap();
    wang.begin().await.unwrap();
    let (field, head) = (id("field-name"), ".form-person-name");
    let before = wang.texts(head).await.unwrap();
    wang.tap(&field).await.unwrap();
    let js = "window.heard = []; const field = document.querySelector(arguments[0]); \
        for (const kind of ['compositionstart', 'compositionupdate', 'compositionend', 'input']) \
            field.addEventListener(kind, e => window.heard.push(kind)); return true";
    wang.script(js, vec![json!(field)]).await.unwrap();
    for composed in ["o", "ou", "ou'y", "ou'yang", "ou'yang'q", "ou'yang'qing"] {
        let length = composed.len();
        let composition = json!({ "text": composed, "selectionStart": length, "selectionEnd": length });
        wang.devtools("Input.imeSetComposition", composition).await.unwrap();
        assert_eq!(wang.value(&field).await.unwrap(), composed);
        assert_eq!(wang.texts(head).await.unwrap(), before, "nobody hears of it yet");
    }
    wang.devtools("Input.insertText", json!({ "text": "欧阳清" })).await.unwrap();
    wang.read(head, "欧阳清").await.unwrap();
    assert_eq!(wang.value(&field).await.unwrap(), "欧阳清");
    let heard = wang.script("return window.heard", Vec::new()).await.unwrap();
    for kind in ["compositionstart", "compositionupdate", "compositionend"] {
        assert!(heard.as_array().unwrap().contains(&json!(kind)), "the browser did not compose: {heard}");
    }
    wang.draft_is_kept().await.unwrap();
    wang.reload().await.unwrap();
    assert_eq!(wang.value(&field).await.unwrap(), "欧阳清");
    wang.save().await.unwrap();
    wang.read(&id("person"), "欧阳清").await.unwrap();
}

//! The camera, and pictures of codes: a few looks a second at what lies before it, or one at a picture the person chose.
//!
//! **Invariant:** pictures stay in this page; nothing of them is kept or sent. The camera is off once it is dropped.

use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, File, HtmlCanvasElement, HtmlVideoElement, ImageBitmap, MediaStream,
    MediaStreamConstraints, MediaStreamTrack,
};

use crate::model::qr::{find, grey};

/// Points along a side that are looked at: enough for the longest code, little enough for an old phone.
const LOOK: f64 = 640.0;

/// A chosen picture is looked at in these sizes, since a code may fill it or stand far away in it.
const SIZES: [f64; 3] = [640.0, 1_280.0, 1_920.0];

/// Why there is no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CameraFault {
    /// The person or the browser does not allow it.
    NotAllowed,
    /// The device has none, or the browser gives none on this page.
    None,
    /// Another app has it.
    Busy,
}

/// A camera that is on.
#[derive(Debug)]
pub(crate) struct Camera(MediaStream);

impl Camera {
    /// Turns on the camera at the back.
    ///
    /// # Errors
    /// The [`CameraFault`].
    pub(crate) async fn open() -> Result<Self, CameraFault> {
        let devices = window().navigator().media_devices().map_err(|_| CameraFault::None)?;
        // On a page that came without encryption the browser has the name but nothing behind it.
        if devices.is_undefined() {
            return Err(CameraFault::None);
        }
        let wanted = MediaStreamConstraints::new();
        let video = js_sys::JSON::parse(r#"{"facingMode":{"ideal":"environment"},"width":{"ideal":1280}}"#);
        wanted.set_video(&video.unwrap_or(JsValue::TRUE));
        let promise = devices.get_user_media_with_constraints(&wanted).map_err(|fault| fault_of(&fault))?;
        let stream = JsFuture::from(promise).await.map_err(|fault| fault_of(&fault))?;
        stream.dyn_into().map(Self).map_err(|_| CameraFault::None)
    }

    /// Shows what it sees.
    pub(crate) fn show_in(&self, video: &HtmlVideoElement) {
        video.set_src_object(Some(&self.0));
        // A page out of sight does not play; it does once it is seen.
        drop(video.play());
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.0.get_tracks() {
            if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
                track.stop();
            }
        }
    }
}

fn fault_of(fault: &JsValue) -> CameraFault {
    let name = js_sys::Reflect::get(fault, &"name".into()).ok().and_then(|name| name.as_string()).unwrap_or_default();
    match name.as_str() {
        "NotAllowedError" | "SecurityError" => CameraFault::NotAllowed,
        "NotReadableError" | "AbortError" => CameraFault::Busy,
        _ => CameraFault::None,
    }
}

/// Where pictures are turned into points.
#[derive(Debug, Clone)]
pub(crate) struct Eye {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

impl Eye {
    /// An eye; none where the browser draws no pictures.
    pub(crate) fn new() -> Option<Self> {
        let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
        let options = js_sys::JSON::parse(r#"{"willReadFrequently":true}"#).ok()?;
        let context = canvas.get_context_with_context_options("2d", &options).ok()??.dyn_into().ok()?;
        Some(Self { canvas, context })
    }

    /// Looks once at the middle of what the camera sees.
    pub(crate) fn look(&self, video: &HtmlVideoElement) -> Option<String> {
        let (width, height) = (f64::from(video.video_width()), f64::from(video.video_height()));
        let side = width.min(height);
        if side < 1.0 {
            return None;
        }
        let size = side.min(LOOK).floor();
        self.resize(size, size);
        let (left, top) = ((width - side) / 2.0, (height - side) / 2.0);
        self.context
            .draw_image_with_html_video_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
                video, left, top, side, side, 0.0, 0.0, size, size,
            )
            .ok()?;
        self.read(size, size)
    }

    /// Looks at a picture the person chose.
    pub(crate) async fn look_at(&self, file: &File) -> Option<String> {
        let promise = window().create_image_bitmap_with_blob(file).ok()?;
        let picture: ImageBitmap = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
        let (width, height) = (f64::from(picture.width()), f64::from(picture.height()));
        let longest = width.max(height);
        let mut last = 0.0;
        for size in SIZES {
            let scale = (size / longest).min(1.0);
            if scale <= last {
                break;
            }
            last = scale;
            let (width, height) = ((width * scale).floor(), (height * scale).floor());
            self.resize(width, height);
            self.context.draw_image_with_image_bitmap_and_dw_and_dh(&picture, 0.0, 0.0, width, height).ok()?;
            if let Some(text) = self.read(width, height) {
                return Some(text);
            }
        }
        None
    }

    fn resize(&self, width: f64, height: f64) {
        let (width, height) = (width as u32, height as u32);
        if (self.canvas.width(), self.canvas.height()) != (width, height) {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        // What is clear in a picture is paper.
        self.context.set_fill_style_str("white");
        self.context.fill_rect(0.0, 0.0, f64::from(width), f64::from(height));
    }

    fn read(&self, width: f64, height: f64) -> Option<String> {
        let points = self.context.get_image_data(0.0, 0.0, width, height).ok()?.data();
        find(width as usize, height as usize, &grey(&points))
    }
}
